"""The last mail to an erased address: said once, in the person's language, and never kept for long."""

from datetime import timedelta

import pytest

from orchestrator.domain.errors import Invalid, Unavailable
from orchestrator.domain.notifying.mail.phrases import PHRASES
from orchestrator.engine.rights.erase import send_last_mail
from orchestrator.ports.identifiers import new_id
from support.mailing import Mailed, WithMail

ADDRESS = "gone@example.org"


def test_it_is_written_in_the_language_of_the_person(with_mail: WithMail) -> None:
    async def story(world: Mailed) -> None:
        until = world.clock.now() + timedelta(hours=3)
        await send_last_mail(world.services, new_id(), ADDRESS, "de", until)
        (mail,) = [each for each in world.mailer.got if each.recipient == ADDRESS]
        assert mail.letter.subject == PHRASES["de"].erased_subject
        world.mailer.error = Unavailable("mail_failed", "down")
        with pytest.raises(Unavailable):
            await send_last_mail(world.services, new_id(), ADDRESS, "de", until)
        # A refusal is final, and a job that fails for good would be kept with the address.
        world.mailer.error = Invalid("mail_refused", "no such address")
        await send_last_mail(world.services, new_id(), ADDRESS, "de", until)
        world.mailer.error = Unavailable("mail_failed", "down")
        world.clock.at = until + timedelta(seconds=1)
        await send_last_mail(world.services, new_id(), ADDRESS, "de", until)

    with_mail(story)
