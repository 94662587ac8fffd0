"""The closed lists that files use, with the words for them in rosters; the keys are the ids of the rule packs."""

from facility_app.exchange.choices import option

CELL_KINDS = (
    option("ordinary", "ordinary cell", "普通监室", "普通", "一般", "ordinary"),
    option("transition", "transition cell", "过渡监室", "过渡", "新收", "新收监室", "transition"),
    option("isolation", "isolation cell", "隔离监室", "隔离", "isolation"),
    option("infirmary", "infirmary", "病房", "医疗", "医疗监室", "病号", "病号监室", "医务", "ward"),
    option("separate", "separate holding", "单独关押", "单独", "单独监室", "separate"),
    option("disciplinary", "disciplinary cell", "禁闭室", "禁闭", "disciplinary"),
    option("elderly_sick", "cell for old, sick or disabled", "老病残监室", "老病残", "老弱病残"),
    option("serving", "cell for convicts serving here", "留所服刑监室", "留所服刑", "留所"),
)

CATEGORIES = (
    option("criminal_detention", "criminal detention", "刑事拘留", "刑拘", "拘留"),
    option("arrest", "arrest", "逮捕", "已逮捕", "未决"),
    option("convicted", "convicted", "已决", "留所服刑", "留所服刑罪犯", "留所", "判决生效", "待投送", "收监执行"),
    option("temporary_lodging", "temporary lodging", "临时寄押", "寄押", "网上在逃"),
    option("transferred", "transferred jurisdiction", "改变管辖移押", "改变管辖", "移押"),
    option("administrative", "administrative detention", "行政拘留", "行拘", "治安拘留"),
    option("judicial", "judicial detention", "司法拘留"),
    option("coercive", "on-the-spot coercive detention", "现场行政强制性质拘留", "现场强制拘留"),
    option("review", "detention for review", "拘留审查"),
    option("removal", "awaiting removal", "待遣送（驱逐）出境", "遣送出境", "驱逐出境", "待遣送出境", "遣送"),
    option("rehabilitation", "compulsory isolation rehab", "强制隔离戒毒", "强戒", "强制戒毒"),
    option("voluntary_rehabilitation", "voluntary rehab", "自愿戒毒"),
)

STAGES = (
    option("detained", "detained", "拘留", "刑拘"),
    option("arrest_requested", "arrest requested", "提请逮捕", "提请批捕", "报捕"),
    option("investigation", "investigation", "侦查", "逮捕侦查"),
    option("prosecution_review", "review for prosecution", "审查起诉", "起诉"),
    option("supplementary_investigation", "supplementary investigation", "补充侦查", "退补", "退回补充侦查"),
    option("first_instance", "first instance", "一审", "审判", "第一审"),
    option("appeal_period", "appeal period", "上诉期"),
    option("second_instance", "second instance", "二审", "第二审"),
    option("death_review", "death-sentence review", "死刑复核"),
    option("in_effect", "judgment in effect", "判决生效", "已决", "生效"),
)

DOCUMENTS = (
    option("detention_certificate", "detention certificate", "拘留证", "刑事拘留证"),
    option("arrest_certificate", "arrest certificate", "逮捕证"),
    option("wanted_order", "wanted order", "通缉令"),
    option(
        "lodging_certificate",
        "certificate of a county-level or higher body",
        "县级以上机关寄押证明",
        "临时寄押证明",
        "寄押证明",
    ),
    option("fugitive_form", "registration form of a fugitive", "在逃人员登记信息表", "在逃人员登记表"),
    option("judgment", "judgment in effect", "生效判决书", "判决书", "刑事判决书"),
    option("ruling", "ruling in effect", "生效裁定书", "裁定书", "刑事裁定书"),
    option("execution_notice", "notice of execution", "执行通知书"),
    option(
        "revocation_ruling",
        "ruling that revokes probation or parole",
        "撤销缓刑（假释）裁定书",
        "撤销缓刑裁定书",
        "撤销假释裁定书",
    ),
    option(
        "recall_decision", "decision to return to custody", "收监执行决定（通知）书", "收监执行决定书", "收监执行通知书"
    ),
    option("penalty_decision", "penalty decision", "行政处罚决定书", "处罚决定书"),
    option("court_detention_decision", "judicial detention decision", "拘留决定书", "司法拘留决定书"),
    option("coercive_decision", "decision on on-the-spot coercive detention", "现场行政强制拘留决定书"),
    option("review_decision", "decision on detention for review", "拘留审查决定书"),
    option("removal_decision", "decision on removal", "遣送（驱逐）出境决定书", "遣送出境决定书", "驱逐出境决定书"),
    option("rehabilitation_decision", "compulsory isolation rehab decision", "强制隔离戒毒决定书", "强戒决定书"),
    option("rehabilitation_agreement", "agreement on voluntary rehab", "自愿戒毒协议", "戒毒协议"),
    option("local_approval", "approval of the local police head", "当地公安机关负责人批准书"),
    option("electronic_warrant", "print of the electronic warrant", "电子法律文书打印件"),
    option("transfer_papers", "transfer papers", "移押手续"),
    option("jurisdiction_decision", "designation of jurisdiction", "指定管辖决定书"),
    option("custody_handover", "custody hand-over certificate", "换押证"),
    option("limit_change_notice", "notice of change of the time limit", "变更羁押期限通知书"),
    option("first_judgment", "judgment not yet in effect", "未生效判决书", "一审判决书"),
    option("other", "other document", "其他文书", "其他"),
)
"""Of the types in the rule pack those that hold a person, or change until when."""

BODY_SITES = (
    option("axillary", "axillary", "腋温", "腋下", "腋", "腋窝", "armpit"),
    option("oral", "oral", "口温", "口腔", "口", "mouth"),
    option("ear", "ear", "耳温", "耳", "耳道", "耳蜗", "tympanic"),
    option("rectal", "rectal", "肛温", "直肠", "肛"),
    option(
        "forehead", "forehead", "额温", "额温（红外）", "forehead (infrared)", "额头", "额", "前额", "红外", "infrared"
    ),
)

TALK_KINDS = (
    option(
        "first",
        "first talk after admission",
        "首次谈话",
        "对新收押人员首次谈话",
        "新收押人员首次谈话",
        "新收谈话",
        "入所谈话",
    ),
    option("stage_changed", "stage of the case changed", "诉讼环节发生变化", "诉讼环节变化", "诉讼阶段变化"),
    option(
        "after_lawyer", "unsettled after a lawyer meeting", "会见律师后思想不稳定、表现异常", "会见律师后", "律师会见后"
    ),
    option("family_misfortune", "misfortune in the family", "家庭发生变故", "家庭变故"),
    option(
        "discipline", "before and after restraints or discipline", "被加戴械具、处罚前后", "处罚前后", "械具处罚前后"
    ),
    option("cell_change", "cell change", "调换监室", "监室调整", "调监"),
    option("cell_climate", "person asks to speak about the cell", "要求反映监室动态", "反映监室动态"),
    option("before_leaving", "before leaving", "出所前", "出所谈话", "出所前谈话"),
    option("ordinary", "ordinary talk", "日常谈话", "日常", "普通谈话", "个别谈话", "谈话教育"),
    option("quick", "short talk during a round", "随访谈话", "随访"),
    option("own_request", "at the person's own request", "本人要求谈话", "本人要求", "约谈"),
    option("other", "other talk", "其他谈话", "其他"),
)
"""The default kinds of the rule pack; a facility may have a set of its own. Group lessons are no talks."""
