"""`isolate` as it explains itself."""

import pytest

from facility_app.cli import main
from facility_app.rules.isolationpack import isolation_rules


def test_help_names_everything_that_can_be_ordered_and_answered(capsys: pytest.CaptureFixture[str]) -> None:
    told = ""
    for words in (("order",), ("observe",)):
        with pytest.raises(SystemExit):
            main(["isolate", *words, "--help"])
        told += capsys.readouterr().out
    pack = isolation_rules()
    known = [one.id for of in (pack.kind, pack.pathogen, pack.precaution) for one in of]
    known += [one.id.partition(".")[2] for one in pack.answer]
    assert [one for one in known if one not in told] == []
