"""What a program can ask of a server, waiting for each answer. Written by `make client` from the API's description; change nothing here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal
from uuid import UUID

from orchestrator.client.calls import Call, Upload, Version, quoted
from orchestrator.client.generated import models
from orchestrator.client.transport import Transport


class Operations(Transport):
    """One method for each operation of the API, by the names of its description."""

    def route_message(self, body: models.AskIn) -> models.RoutingOut:
        """Decides which of the six paths a message takes, and answers it accordingly."""
        return self._send(models.RoutingOut, Call("POST", "/orchestrator/message", body=body))

    def list_decisions(
        self,
        *,
        avee_id: UUID | None = None,
        path: str | None = None,
        rule: models.RuleName | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        said: str | None = None,
        verdict: str | None = None,
        tier: models.Tier | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> models.DecisionPage:
        """Decisions of an own agent or, without `avee_id`, decisions on one's own messages; newest first."""
        return self._send(
            models.DecisionPage,
            Call(
                "GET",
                "/orchestrator/decisions",
                query={
                    "avee_id": avee_id,
                    "path": path,
                    "rule": rule,
                    "since": since,
                    "until": until,
                    "said": said,
                    "verdict": verdict,
                    "tier": tier,
                    "cursor": cursor,
                    "limit": limit,
                },
            ),
        )

    def iter_decisions(
        self,
        *,
        avee_id: UUID | None = None,
        path: str | None = None,
        rule: models.RuleName | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        said: str | None = None,
        verdict: str | None = None,
        tier: models.Tier | None = None,
        limit: int | None = None,
    ) -> Iterator[models.DecisionOut]:
        """All items of `list_decisions`, page by page."""
        return self._each(
            lambda cursor: self.list_decisions(
                avee_id=avee_id,
                path=path,
                rule=rule,
                since=since,
                until=until,
                said=said,
                verdict=verdict,
                tier=tier,
                limit=limit,
                cursor=cursor,
            )
        )

    def show_decision(self, decision_id: UUID) -> models.DecisionDetailOut:
        """A decision with its receipt: every rule with its conditions, and changes that would have changed the path."""
        return self._send(models.DecisionDetailOut, Call("GET", f"/orchestrator/decisions/{quoted(decision_id)}"))

    def give_feedback(self, decision_id: UUID, body: models.FeedbackIn) -> models.FeedbackOut:
        """The asker's verdict on the answer. `not_my_question` opens an offer at once, which uses no quota."""
        return self._send(models.FeedbackOut, Call("POST", f"/orchestrator/decisions/{quoted(decision_id)}/feedback", body=body))

    def sign_up(self, body: models.AccountIn) -> models.AccountOut:
        """Creates an account. A mail in the language of Accept-Language asks whether the address is yours."""
        return self._send(models.AccountOut, Call("POST", "/accounts", body=body))

    def sign_in(self, body: models.SessionIn) -> models.SessionOut:
        """Starts a session: its secret is in the response and in a cookie."""
        return self._send(models.SessionOut, Call("POST", "/sessions", body=body))

    def sign_out(self) -> None:
        """Ends the current session."""
        self._tell(Call("DELETE", "/sessions/current"))

    def who_am_i(self) -> models.UserOut:
        """The account of the signed-in person."""
        return self._send(models.UserOut, Call("GET", "/me"))

    def change_me(self, body: models.MeChange, *, if_match: Version | None = None) -> models.UserOut:
        """Changes the fields that are sent. 412 where a newer version exists."""
        return self._send(models.UserOut, Call("PATCH", "/me", body=body, if_match=if_match))

    def erase_me(self, body: models.ErasureIn) -> None:
        """Erases your account and everything that is yours, at once and for good. Wrong passwords are counted as in signing in."""
        self._tell(Call("DELETE", "/me", body=body))

    def change_password(self, body: models.PasswordIn) -> None:
        """Changes the password; the current one is needed. Every other session ends, API tokens stay valid."""
        self._tell(Call("PUT", "/me/password", body=body))

    def show_profile(self, handle: str) -> models.ProfileOut:
        """The public profile of a person. Their id is needed to make them a member. 308 where they have another handle now."""
        return self._send(models.ProfileOut, Call("GET", f"/users/{quoted(handle)}"))

    def show_demo(self) -> models.DemoOut:
        """The people of the demo and their password. Without the demo, the list is empty."""
        return self._send(models.DemoOut, Call("GET", "/demo"))

    def list_tokens(self) -> models.TokenPage:
        """The API tokens of the signed-in person, without their secrets."""
        return self._send(models.TokenPage, Call("GET", "/tokens"))

    def create_token(self, body: models.TokenIn) -> models.NewTokenOut:
        """Creates an API token. Its secret is shown only in this response. A token cannot make tokens."""
        return self._send(models.NewTokenOut, Call("POST", "/tokens", body=body))

    def delete_token(self, token_id: UUID) -> None:
        """Makes an API token invalid, and ends the event streams that it opened."""
        self._tell(Call("DELETE", f"/tokens/{quoted(token_id)}"))

    def list_sessions(self) -> models.DevicePage:
        """Where you are signed in, the place used last first."""
        return self._send(models.DevicePage, Call("GET", "/me/sessions"))

    def end_other_sessions(self) -> None:
        """Ends all your sessions but this one, with the event streams that they opened. An API token cannot do this."""
        self._tell(Call("DELETE", "/me/sessions"))

    def end_session(self, session_id: UUID) -> None:
        """Ends one of your sessions, with the event streams that it opened. An API token cannot do this."""
        self._tell(Call("DELETE", f"/me/sessions/{quoted(session_id)}"))

    def list_identities(self) -> models.IdentityPage:
        """The accounts elsewhere that sign in to yours."""
        return self._send(models.IdentityPage, Call("GET", "/me/identities"))

    def begin_linking(self, body: models.IdentityIn) -> models.BegunOut:
        """Begins to link an account elsewhere, which will sign in to yours. Open `url` in the same browser. An API token cannot do this."""
        return self._send(models.BegunOut, Call("POST", "/me/identities", body=body))

    def unlink(self, identity_id: UUID) -> None:
        """Ends that an account elsewhere signs in to yours. The last way to sign in cannot be removed. An API token cannot do this."""
        self._tell(Call("DELETE", f"/me/identities/{quoted(identity_id)}"))

    def save_avatar(self, file: Upload) -> models.UserOut:
        """Shows an image as your picture: the square in its middle, upright, the first frame of an animation, with nothing of its metadata."""
        return self._send(models.UserOut, Call("PUT", "/me/avatar", file=file, form={}))

    def delete_avatar(self) -> None:
        """Removes your picture."""
        self._tell(Call("DELETE", "/me/avatar"))

    def show_avatar(self, avatar_id: UUID) -> bytes:
        """A person's picture. No sign-in is needed. Its address is in `avatar` wherever people are shown."""
        return self._fetch(Call("GET", f"/avatars/{quoted(avatar_id)}"))

    def become_guest(self, body: models.GuestIn) -> models.GuestOut:
        """Begins to ask an agent without an account: a guest of this agent alone, with a session in a cookie."""
        return self._send(models.GuestOut, Call("POST", "/guests", body=body))

    def leave_address(self, body: models.GuestAddressIn) -> None:
        """For a guest: where answers shall go. A mail asks whether the address is yours; nothing else is sent there before."""
        self._tell(Call("PUT", "/me/guest-address", body=body))

    def upgrade(self, body: models.UpgradeIn) -> models.AccountOut:
        """For a guest: creates an account, as POST /accounts does, that gets everything of the guest. Sign in afterwards."""
        return self._send(models.AccountOut, Call("POST", "/me/upgrade", body=body))

    def return_by_link(self, token: str) -> models.GuestOut:
        """Signs a guest's browser in by a link that came with an answer. 409 `link_used` or `link_expired` where it no longer works."""
        return self._send(models.GuestOut, Call("PUT", f"/guest-links/{quoted(token)}"))

    def renew_link(self, token: str) -> None:
        """Mails a new link to where this one was sent, also where this one no longer works; three times an hour at most."""
        self._tell(Call("POST", f"/guest-links/{quoted(token)}/renewals"))

    def import_file(
        self,
        avee_id: UUID,
        file: Upload,
        *,
        layer: models.Layer | None = None,
        preview: bool | None = None,
        encoding: str | None = None,
        question: str | None = None,
        answer: str | None = None,
        has_header: bool | None = None,
        chosen: list[int] | None = None,
    ) -> models.ImportOut:
        """Imports answers from a file, or previews that."""
        return self._send(
            models.ImportOut,
            Call(
                "POST",
                f"/avees/{quoted(avee_id)}/canonical-answers/import",
                file=file,
                form={
                    "layer": layer,
                    "preview": preview,
                    "encoding": encoding,
                    "question": question,
                    "answer": answer,
                    "has_header": has_header,
                    "chosen": chosen,
                },
            ),
        )

    def export_file(self, avee_id: UUID, *, format: models.FileKind | None = None) -> bytes:
        """The active answers as a file. CSV and JSONL can be imported again, Markdown cannot."""
        return self._fetch(Call("GET", f"/avees/{quoted(avee_id)}/canonical-answers/export", query={"format": format}))

    def list_avees(self) -> models.AveePage:
        """The agents of the signed-in person."""
        return self._send(models.AveePage, Call("GET", "/avees"))

    def create_avee(self, body: models.AveeIn) -> models.AveeOut:
        """Creates an agent of the signed-in person."""
        return self._send(models.AveeOut, Call("POST", "/avees", body=body))

    def show_avee(self, handle: str) -> models.PublicAveeOut:
        """The public profile of an agent. No sign-in is needed. 308 where it has another handle now."""
        return self._send(models.PublicAveeOut, Call("GET", f"/avees/{quoted(handle)}"))

    def change_avee(self, avee_id: UUID, body: models.AveeChangeIn, *, if_match: Version | None = None) -> models.AveeOut:
        """Changes the fields that are sent. 412 where a newer version exists."""
        return self._send(models.AveeOut, Call("PATCH", f"/avees/{quoted(avee_id)}", body=body, if_match=if_match))

    def delete_avee(self, avee_id: UUID) -> None:
        """Deletes an agent with its knowledge and conversations."""
        self._tell(Call("DELETE", f"/avees/{quoted(avee_id)}"))

    def list_members(self, avee_id: UUID) -> models.MembersOut:
        """The people to whom the creator granted a tier and a layer, and how many asked without an account."""
        return self._send(models.MembersOut, Call("GET", f"/avees/{quoted(avee_id)}/members"))

    def save_member(self, avee_id: UUID, user_id: UUID, body: models.MemberIn, *, if_match: Version | None = None) -> models.MemberOut:
        """Grants a person a tier and a layer."""
        return self._send(
            models.MemberOut, Call("PUT", f"/avees/{quoted(avee_id)}/members/{quoted(user_id)}", body=body, if_match=if_match)
        )

    def enter_by_signature(self, handle: str, body: models.SignedIn) -> models.SignedSessionOut:
        """Signs in somebody whom the site of the agent's creator knows: on each device the same person, for this agent alone."""
        return self._send(models.SignedSessionOut, Call("POST", f"/embed/{quoted(handle)}/sessions", body=body))

    def show_key(self, avee_id: UUID) -> models.IdentityKeyOut:
        """Whether the agent has a key for its creator's site. The key itself is shown only when it is made."""
        return self._send(models.IdentityKeyOut, Call("GET", f"/avees/{quoted(avee_id)}/identity-key"))

    def make_key(self, avee_id: UUID) -> models.NewIdentityKeyOut:
        """Makes a key, in the place of the one before: who was signed in by that is signed out."""
        return self._send(models.NewIdentityKeyOut, Call("POST", f"/avees/{quoted(avee_id)}/identity-key"))

    def delete_key(self, avee_id: UUID) -> None:
        """Takes the key away; who was signed in by it is signed out."""
        self._tell(Call("DELETE", f"/avees/{quoted(avee_id)}/identity-key"))

    def load_boundary(self, avee_id: UUID, answer_id: UUID) -> models.BoundaryOut:
        """Which messages of the last 90 days the answer would serve today, which near messages it would not, and why."""
        return self._send(models.BoundaryOut, Call("GET", f"/avees/{quoted(avee_id)}/canonical-answers/{quoted(answer_id)}/boundary"))

    def save_example(self, avee_id: UUID, answer_id: UUID, decision_id: UUID, body: models.ServesIn) -> None:
        """Marks a past message as served by the answer or not."""
        self._tell(Call("PUT", f"/avees/{quoted(avee_id)}/canonical-answers/{quoted(answer_id)}/examples/{quoted(decision_id)}", body=body))

    def forget_example(self, avee_id: UUID, answer_id: UUID, decision_id: UUID) -> None:
        """Removes the mark on a past message, and the phrasing that the mark created."""
        self._tell(Call("DELETE", f"/avees/{quoted(avee_id)}/canonical-answers/{quoted(answer_id)}/examples/{quoted(decision_id)}"))

    def delete_phrasing(self, avee_id: UUID, answer_id: UUID, wording_id: UUID) -> None:
        """Deletes a phrasing of the answer, whatever its origin."""
        self._tell(Call("DELETE", f"/avees/{quoted(avee_id)}/canonical-answers/{quoted(answer_id)}/wordings/{quoted(wording_id)}"))

    def list_conflicts(
        self, avee_id: UUID, *, state: Literal["open", "settled"] | None = None, cursor: str | None = None, limit: int | None = None
    ) -> models.ConflictsOut:
        """Pairs of answers that answer one question with different texts, newest first."""
        return self._send(
            models.ConflictsOut,
            Call("GET", f"/avees/{quoted(avee_id)}/answer-conflicts", query={"state": state, "cursor": cursor, "limit": limit}),
        )

    def iter_conflicts(
        self, avee_id: UUID, *, state: Literal["open", "settled"] | None = None, limit: int | None = None
    ) -> Iterator[models.ConflictOut]:
        """All items of `list_conflicts`, page by page."""
        return self._each(lambda cursor: self.list_conflicts(avee_id, state=state, limit=limit, cursor=cursor))

    def settle_conflict(
        self, avee_id: UUID, conflict_id: UUID, body: models.SettleIn, *, if_match: Version | None = None
    ) -> models.ConflictOut:
        """Settles a pair: `keep` one answer and retire the other one, or say that the two are `different` questions."""
        return self._send(
            models.ConflictOut,
            Call("POST", f"/avees/{quoted(avee_id)}/answer-conflicts/{quoted(conflict_id)}", body=body, if_match=if_match),
        )

    def add_document_file(
        self,
        avee_id: UUID,
        file: Upload,
        *,
        layer: Literal["public", "friends", "intimate"] | None = None,
        if_exists: Literal["replace", "keep_both"] | None = None,
        replaces: UUID | None = None,
    ) -> models.DocumentOut:
        """Adds a document."""
        return self._send(
            models.DocumentOut,
            Call(
                "POST",
                f"/avees/{quoted(avee_id)}/documents",
                file=file,
                form={"layer": layer, "if_exists": if_exists, "replaces": replaces},
            ),
        )

    def add_document(self, avee_id: UUID, body: models.DocumentIn) -> models.DocumentOut:
        """Adds a document."""
        return self._send(models.DocumentOut, Call("POST", f"/avees/{quoted(avee_id)}/documents", body=body))

    def list_documents(self, avee_id: UUID, *, cursor: str | None = None, limit: int | None = None) -> models.DocumentPage:
        """The documents of an own agent, newest first."""
        return self._send(models.DocumentPage, Call("GET", f"/avees/{quoted(avee_id)}/documents", query={"cursor": cursor, "limit": limit}))

    def iter_documents(self, avee_id: UUID, *, limit: int | None = None) -> Iterator[models.DocumentOut]:
        """All items of `list_documents`, page by page."""
        return self._each(lambda cursor: self.list_documents(avee_id, limit=limit, cursor=cursor))

    def show_document(self, avee_id: UUID, document_id: UUID) -> models.DocumentOut:
        """A document with the state of its reading."""
        return self._send(models.DocumentOut, Call("GET", f"/avees/{quoted(avee_id)}/documents/{quoted(document_id)}"))

    def delete_document(self, avee_id: UUID, document_id: UUID) -> None:
        """Deletes a document with its passages."""
        self._tell(Call("DELETE", f"/avees/{quoted(avee_id)}/documents/{quoted(document_id)}"))

    def choose_version(self, avee_id: UUID, document_id: UUID, body: models.ChoiceIn) -> models.DocumentOut:
        """Answers a `held` document: it is read again, and then replaces the other or stands beside it. 409 `document_not_held` where it waits for nothing."""
        return self._send(models.DocumentOut, Call("POST", f"/avees/{quoted(avee_id)}/documents/{quoted(document_id)}/choice", body=body))

    def list_passages(self, avee_id: UUID, document_id: UUID, *, cursor: str | None = None, limit: int | None = None) -> models.PassagePage:
        """The passages of an own document, in the order of the document."""
        return self._send(
            models.PassagePage,
            Call("GET", f"/avees/{quoted(avee_id)}/documents/{quoted(document_id)}/passages", query={"cursor": cursor, "limit": limit}),
        )

    def iter_passages(self, avee_id: UUID, document_id: UUID, *, limit: int | None = None) -> Iterator[models.PassageOut]:
        """All items of `list_passages`, page by page."""
        return self._each(lambda cursor: self.list_passages(avee_id, document_id, limit=limit, cursor=cursor))

    def find_passages(self, avee_id: UUID, *, query: str) -> models.PassagePage:
        """The passages nearest to a text, by meaning and by words, whatever their layer, for the team; at most twelve, best first."""
        return self._send(models.PassagePage, Call("GET", f"/avees/{quoted(avee_id)}/passages", query={"query": query}))

    def show_passage(self, avee_id: UUID, passage_id: UUID) -> models.PassageOut:
        """The passage that a citation refers to. 404 also where the reader's layer excludes it."""
        return self._send(models.PassageOut, Call("GET", f"/avees/{quoted(avee_id)}/passages/{quoted(passage_id)}"))

    def add_answer(self, avee_id: UUID, body: models.AnswerIn) -> models.AnswerOut:
        """Adds a canonical answer."""
        return self._send(models.AnswerOut, Call("POST", f"/avees/{quoted(avee_id)}/canonical-answers", body=body))

    def list_answers(
        self,
        avee_id: UUID,
        *,
        state: str | None = None,
        published: bool | None = None,
        standing: models.Standing | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> models.AnswersOut:
        """Newest first, with an upper bound on the share of wrong answers among those reused."""
        return self._send(
            models.AnswersOut,
            Call(
                "GET",
                f"/avees/{quoted(avee_id)}/canonical-answers",
                query={"state": state, "published": published, "standing": standing, "cursor": cursor, "limit": limit},
            ),
        )

    def iter_answers(
        self,
        avee_id: UUID,
        *,
        state: str | None = None,
        published: bool | None = None,
        standing: models.Standing | None = None,
        limit: int | None = None,
    ) -> Iterator[models.AnswerOut]:
        """All items of `list_answers`, page by page."""
        return self._each(
            lambda cursor: self.list_answers(avee_id, state=state, published=published, standing=standing, limit=limit, cursor=cursor)
        )

    def change_answer(
        self, avee_id: UUID, answer_id: UUID, body: models.AnswerChangeIn, *, if_match: Version | None = None
    ) -> models.AnswerOut:
        """Stores the next version of an answer. People who were given an older text are told the new one."""
        return self._send(
            models.AnswerOut, Call("PATCH", f"/avees/{quoted(avee_id)}/canonical-answers/{quoted(answer_id)}", body=body, if_match=if_match)
        )

    def retire_answer(self, avee_id: UUID, answer_id: UUID, *, if_match: Version) -> None:
        """Retires the answer: it is no longer given. The records of where it was given are kept."""
        self._tell(Call("DELETE", f"/avees/{quoted(avee_id)}/canonical-answers/{quoted(answer_id)}", if_match=if_match))

    def list_answer_versions(self, avee_id: UUID, answer_id: UUID) -> models.AnswerVersionPage:
        """Every version, newest first, with the number of people who were given it."""
        return self._send(models.AnswerVersionPage, Call("GET", f"/avees/{quoted(avee_id)}/canonical-answers/{quoted(answer_id)}/versions"))

    def teach(self, decision_id: UUID, body: models.TeachIn) -> models.AnswerOut:
        """For whoever may answer: writes the answer to a past message, or marks the passage that answers it."""
        return self._send(models.AnswerOut, Call("POST", f"/orchestrator/decisions/{quoted(decision_id)}/teach", body=body))

    def list_sources(self, avee_id: UUID) -> models.DocumentSourcesOut:
        """Where documents come from by themselves, newest first, with what the newest look found."""
        return self._send(models.DocumentSourcesOut, Call("GET", f"/avees/{quoted(avee_id)}/sources"))

    def add_source(self, avee_id: UUID, body: models.DocumentSourceIn) -> models.DocumentSourceOut:
        """Adds a website or a feed, which a job looks at now and then again every `every_hours`."""
        return self._send(models.DocumentSourceOut, Call("POST", f"/avees/{quoted(avee_id)}/sources", body=body))

    def add_source_file(
        self,
        avee_id: UUID,
        file: Upload,
        *,
        kind: models.DocumentSourceKind | None = None,
        layer: models.Layer | None = None,
        answered_by: list[str] | None = None,
    ) -> models.DocumentSourceOut:
        """Adds an export. Its texts become documents, and its old questions with your answers are proposed as canonical answers."""
        return self._send(
            models.DocumentSourceOut,
            Call(
                "POST", f"/avees/{quoted(avee_id)}/sources/file", file=file, form={"kind": kind, "layer": layer, "answered_by": answered_by}
            ),
        )

    def show_source(self, avee_id: UUID, source_id: UUID) -> models.DocumentSourceOut:
        """A source, with how far the newest look has come."""
        return self._send(models.DocumentSourceOut, Call("GET", f"/avees/{quoted(avee_id)}/sources/{quoted(source_id)}"))

    def change_source(
        self, avee_id: UUID, source_id: UUID, body: models.SourceChangeIn, *, if_match: Version | None = None
    ) -> models.DocumentSourceOut:
        """Changes a source. 412 where a newer version exists."""
        return self._send(
            models.DocumentSourceOut, Call("PATCH", f"/avees/{quoted(avee_id)}/sources/{quoted(source_id)}", body=body, if_match=if_match)
        )

    def remove_source(self, avee_id: UUID, source_id: UUID, *, if_match: Version, keep_documents: bool | None = None) -> None:
        """Removes a source with its documents and what it proposes; answers that were accepted stay. 412 where a newer version exists."""
        self._tell(
            Call(
                "DELETE",
                f"/avees/{quoted(avee_id)}/sources/{quoted(source_id)}",
                query={"keep_documents": keep_documents},
                if_match=if_match,
            )
        )

    def look_now(self, avee_id: UUID, source_id: UUID) -> models.DocumentSourceOut:
        """Has a source looked at now. 409 `file_needed` for a file that was read already: add it again."""
        return self._send(models.DocumentSourceOut, Call("POST", f"/avees/{quoted(avee_id)}/sources/{quoted(source_id)}/look"))

    def list_items(self, avee_id: UUID, source_id: UUID, *, cursor: str | None = None, limit: int | None = None) -> models.SourceItemPage:
        """The pages, posts or files of a source, with what was seen of each."""
        return self._send(
            models.SourceItemPage,
            Call("GET", f"/avees/{quoted(avee_id)}/sources/{quoted(source_id)}/items", query={"cursor": cursor, "limit": limit}),
        )

    def iter_items(self, avee_id: UUID, source_id: UUID, *, limit: int | None = None) -> Iterator[models.SourceItemOut]:
        """All items of `list_items`, page by page."""
        return self._each(lambda cursor: self.list_items(avee_id, source_id, limit=limit, cursor=cursor))

    def list_proposals(
        self, avee_id: UUID, *, state: str | None = None, cursor: str | None = None, limit: int | None = None
    ) -> models.ProposedAnswerPage:
        """Old questions with their answers from exports, newest first. None of them answers anybody before it is accepted."""
        return self._send(
            models.ProposedAnswerPage,
            Call("GET", f"/avees/{quoted(avee_id)}/proposed-answers", query={"state": state, "cursor": cursor, "limit": limit}),
        )

    def iter_proposals(self, avee_id: UUID, *, state: str | None = None, limit: int | None = None) -> Iterator[models.ProposedAnswerOut]:
        """All items of `list_proposals`, page by page."""
        return self._each(lambda cursor: self.list_proposals(avee_id, state=state, limit=limit, cursor=cursor))

    def accept_proposals(self, avee_id: UUID, body: models.AcceptancesIn) -> models.AcceptedAllOut:
        """Makes canonical answers of them, each as it is proposed or in your words. One with an `answer_id` changes that answer instead: people who were given it are told."""
        return self._send(models.AcceptedAllOut, Call("POST", f"/avees/{quoted(avee_id)}/proposed-answers/accept", body=body))

    def dismiss_proposals(self, avee_id: UUID, body: models.DismissalsIn) -> None:
        """Dismisses them: the same export does not propose them again. 409 `not_proposed` where one was settled already."""
        self._tell(Call("POST", f"/avees/{quoted(avee_id)}/proposed-answers/dismiss", body=body))

    def start_conversation(self, body: models.ConversationIn) -> models.ConversationOut:
        """Starts a conversation with an agent, or a direct one with its creator."""
        return self._send(models.ConversationOut, Call("POST", "/conversations", body=body))

    def list_conversations(
        self, *, side: models.Side | None = None, cursor: str | None = None, limit: int | None = None
    ) -> models.ConversationPage:
        """Conversations, the newest message first."""
        return self._send(models.ConversationPage, Call("GET", "/conversations", query={"side": side, "cursor": cursor, "limit": limit}))

    def iter_conversations(self, *, side: models.Side | None = None, limit: int | None = None) -> Iterator[models.ConversationOut]:
        """All items of `list_conversations`, page by page."""
        return self._each(lambda cursor: self.list_conversations(side=side, limit=limit, cursor=cursor))

    def count_unread(self) -> models.UnreadOut:
        """How many conversations hold something that you have not read."""
        return self._send(models.UnreadOut, Call("GET", "/conversations/unread"))

    def load_conversation(self, conversation_id: UUID) -> models.ConversationOut:
        """A conversation."""
        return self._send(models.ConversationOut, Call("GET", f"/conversations/{quoted(conversation_id)}"))

    def erase_conversation(self, conversation_id: UUID) -> None:
        """Erases a conversation that you started, for you and for the creator. A question in it that waits is withdrawn."""
        self._tell(Call("DELETE", f"/conversations/{quoted(conversation_id)}"))

    def hand_back_conversation(self, conversation_id: UUID) -> models.ConversationOut:
        """For the creator: lets the agent answer in this conversation again."""
        return self._send(models.ConversationOut, Call("POST", f"/conversations/{quoted(conversation_id)}/hand-back"))

    def note_read(self, conversation_id: UUID, body: models.ReadIn) -> None:
        """Notes that you have read the conversation up to this message. An earlier message changes nothing."""
        self._tell(Call("PUT", f"/conversations/{quoted(conversation_id)}/read", body=body))

    def list_messages(self, conversation_id: UUID, *, cursor: str | None = None, limit: int | None = None) -> models.MessagePage:
        """The messages, newest first."""
        return self._send(
            models.MessagePage, Call("GET", f"/conversations/{quoted(conversation_id)}/messages", query={"cursor": cursor, "limit": limit})
        )

    def iter_messages(self, conversation_id: UUID, *, limit: int | None = None) -> Iterator[models.MessageOut]:
        """All items of `list_messages`, page by page."""
        return self._each(lambda cursor: self.list_messages(conversation_id, limit=limit, cursor=cursor))

    def write_message(self, conversation_id: UUID, body: models.DirectMessageIn) -> models.MessageOut:
        """Sends a direct message to the creator, or a message of the creator."""
        return self._send(models.MessageOut, Call("POST", f"/conversations/{quoted(conversation_id)}/messages", body=body))

    def list_of_agent(
        self,
        avee_id: UUID,
        *,
        query: str | None = None,
        person: str | None = None,
        path: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> models.ConversationPage:
        """Every conversation with the agent, for its team; the newest message first. Direct ones are not among them."""
        return self._send(
            models.ConversationPage,
            Call(
                "GET",
                f"/avees/{quoted(avee_id)}/conversations",
                query={"query": query, "person": person, "path": path, "since": since, "until": until, "cursor": cursor, "limit": limit},
            ),
        )

    def iter_of_agent(
        self,
        avee_id: UUID,
        *,
        query: str | None = None,
        person: str | None = None,
        path: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int | None = None,
    ) -> Iterator[models.ConversationOut]:
        """All items of `list_of_agent`, page by page."""
        return self._each(
            lambda cursor: self.list_of_agent(
                avee_id, query=query, person=person, path=path, since=since, until=until, limit=limit, cursor=cursor
            )
        )

    def load_policy(self, avee_id: UUID) -> models.PolicyOut:
        """The current policy. Its version is the ETag."""
        return self._send(models.PolicyOut, Call("GET", f"/orchestrator/config/{quoted(avee_id)}"))

    def save_policy(self, avee_id: UUID, body: models.PolicySaveIn, *, if_match: Version | None = None) -> models.PolicyOut:
        """Saves the fields that are sent, which may be all that GET gave. 412 where a newer version exists."""
        return self._send(models.PolicyOut, Call("PUT", f"/orchestrator/config/{quoted(avee_id)}", body=body, if_match=if_match))

    def preview_policy(
        self, avee_id: UUID, body: models.PolicyIn, *, cursor: str | None = None, limit: int | None = None
    ) -> models.PolicyPreviewOut:
        """Decides the messages of the last 30 days again under these rules. Nothing is saved and no model is called."""
        return self._send(
            models.PolicyPreviewOut,
            Call("POST", f"/orchestrator/config/{quoted(avee_id)}/preview", query={"cursor": cursor, "limit": limit}, body=body),
        )

    def list_policy_versions(self, avee_id: UUID, *, cursor: str | None = None, limit: int | None = None) -> models.PolicyVersionPage:
        """Every saved version, newest first: when and by whom it was saved, and what it changed."""
        return self._send(
            models.PolicyVersionPage,
            Call("GET", f"/orchestrator/config/{quoted(avee_id)}/versions", query={"cursor": cursor, "limit": limit}),
        )

    def iter_policy_versions(self, avee_id: UUID, *, limit: int | None = None) -> Iterator[models.PolicyVersionOut]:
        """All items of `list_policy_versions`, page by page."""
        return self._each(lambda cursor: self.list_policy_versions(avee_id, limit=limit, cursor=cursor))

    def restore_version(self, avee_id: UUID, version: int, *, if_match: Version) -> models.PolicyOut:
        """Saves an older version again as the newest. `If-Match` holds the newest version."""
        return self._send(
            models.PolicyOut, Call("POST", f"/orchestrator/config/{quoted(avee_id)}/versions/{quoted(version)}/restore", if_match=if_match)
        )

    def list_queue(
        self,
        *,
        status: str | None = None,
        avee_id: UUID | None = None,
        by_guests: bool | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> models.EscalationPage:
        """Escalations of own agents, and own questions. Accepted questions come first: many people and long waits lead."""
        return self._send(
            models.EscalationPage,
            Call(
                "GET",
                "/orchestrator/queue",
                query={"status": status, "avee_id": avee_id, "by_guests": by_guests, "cursor": cursor, "limit": limit},
            ),
        )

    def iter_queue(
        self, *, status: str | None = None, avee_id: UUID | None = None, by_guests: bool | None = None, limit: int | None = None
    ) -> Iterator[models.EscalationOut]:
        """All items of `list_queue`, page by page."""
        return self._each(lambda cursor: self.list_queue(status=status, avee_id=avee_id, by_guests=by_guests, limit=limit, cursor=cursor))

    def show_escalation(self, escalation_id: UUID) -> models.EscalationDetailOut:
        """One escalation."""
        return self._send(models.EscalationDetailOut, Call("GET", f"/orchestrator/queue/{quoted(escalation_id)}"))

    def accept_offer(self, escalation_id: UUID, body: models.AcceptIn | None = None) -> models.AcceptOut:
        """The asker accepts the offer (path E), and the question enters the creator's inbox."""
        return self._send(models.AcceptOut, Call("POST", f"/orchestrator/queue/{quoted(escalation_id)}/accept", body=body))

    def decline_question(self, escalation_id: UUID, body: models.DeclineIn | None = None) -> models.MovedOut:
        """The asker declines an offer, or the creator declines a question. The asker is told the creator's reason."""
        return self._send(models.MovedOut, Call("POST", f"/orchestrator/queue/{quoted(escalation_id)}/decline", body=body))

    def defer_question(self, escalation_id: UUID) -> models.MovedOut:
        """The creator postpones a question. It stays in the inbox, behind the others for a day."""
        return self._send(models.MovedOut, Call("POST", f"/orchestrator/queue/{quoted(escalation_id)}/defer"))

    def check_an_answer(self, escalation_id: UUID, body: models.AnswerTextIn) -> models.AnswerCheckOut:
        """Finds personal data in an answer before it is sent. Nothing is stored."""
        return self._send(models.AnswerCheckOut, Call("POST", f"/orchestrator/queue/{quoted(escalation_id)}/answer-check", body=body))

    def answer_question(self, escalation_id: UUID, body: models.ReplyToQuestionIn) -> models.AnsweredOut:
        """The creator answers. Everyone who asked the same gets the answer, and it becomes a canonical answer for reuse."""
        return self._send(models.AnsweredOut, Call("POST", f"/orchestrator/queue/{quoted(escalation_id)}/answer", body=body))

    def preview_audience(self, escalation_id: UUID, body: models.ServedPreviewIn) -> models.ServedPreviewOut:
        """For the creator, before answering: which messages of the last 90 days the answer would serve."""
        return self._send(models.ServedPreviewOut, Call("POST", f"/orchestrator/queue/{quoted(escalation_id)}/served-preview", body=body))

    def show_work(self, escalation_id: UUID) -> models.WorkOut:
        """Notes, the shared draft, and who of the team has the question open."""
        return self._send(models.WorkOut, Call("GET", f"/orchestrator/queue/{quoted(escalation_id)}/work"))

    def assign_question(self, escalation_id: UUID, body: models.AssignIn) -> None:
        """Says who is to answer the question, and tells them. Others may still answer it."""
        self._tell(Call("POST", f"/orchestrator/queue/{quoted(escalation_id)}/assign", body=body))

    def add_note(self, escalation_id: UUID, body: models.NoteIn) -> models.NoteOut:
        """Adds a note for the team."""
        return self._send(models.NoteOut, Call("POST", f"/orchestrator/queue/{quoted(escalation_id)}/notes", body=body))

    def delete_note(self, escalation_id: UUID, note_id: UUID) -> None:
        """Deletes a note of your own."""
        self._tell(Call("DELETE", f"/orchestrator/queue/{quoted(escalation_id)}/notes/{quoted(note_id)}"))

    def save_draft(self, escalation_id: UUID, body: models.DraftIn, *, if_match: Version | None = None) -> models.DraftOut:
        """Saves the answer that the team works on. Nothing is sent. 412 where somebody saved another one meanwhile."""
        return self._send(models.DraftOut, Call("PUT", f"/orchestrator/queue/{quoted(escalation_id)}/draft", body=body, if_match=if_match))

    def note_opening(self, escalation_id: UUID, body: models.OpeningIn) -> models.OpeningsOut:
        """Says that you have the question open, or write; to be repeated every half minute. Returns the others who have."""
        return self._send(models.OpeningsOut, Call("PUT", f"/orchestrator/queue/{quoted(escalation_id)}/opening", body=body))

    def end_opening(self, escalation_id: UUID) -> None:
        """Says that you closed the question."""
        self._tell(Call("DELETE", f"/orchestrator/queue/{quoted(escalation_id)}/opening"))

    def list_team(self, avee_id: UUID) -> models.TeammatePage:
        """The owner and everybody who was given a role, for those in the team."""
        return self._send(models.TeammatePage, Call("GET", f"/avees/{quoted(avee_id)}/team"))

    def change_role(self, avee_id: UUID, user_id: UUID, body: models.TeammateIn, *, if_match: Version | None = None) -> models.TeammateOut:
        """The owner gives a teammate another role. 412 where a newer version exists."""
        return self._send(models.TeammateOut, Call("PUT", f"/avees/{quoted(avee_id)}/team/{quoted(user_id)}", body=body, if_match=if_match))

    def remove_teammate(self, avee_id: UUID, user_id: UUID) -> None:
        """The owner removes a teammate, or somebody leaves the team. What they wrote stays."""
        self._tell(Call("DELETE", f"/avees/{quoted(avee_id)}/team/{quoted(user_id)}"))

    def list_invitations(self, avee_id: UUID) -> models.InvitationPage:
        """Invitations that were not accepted yet, for the owner."""
        return self._send(models.InvitationPage, Call("GET", f"/avees/{quoted(avee_id)}/invitations"))

    def invite(self, avee_id: UUID, body: models.InvitationIn) -> models.InvitationOut:
        """Mails a link by which somebody joins the team; it works once, for seven days, and replaces an open one for the address."""
        return self._send(models.InvitationOut, Call("POST", f"/avees/{quoted(avee_id)}/invitations", body=body))

    def withdraw_invitation(self, avee_id: UUID, invitation_id: UUID) -> None:
        """The link of the invitation no longer works."""
        self._tell(Call("DELETE", f"/avees/{quoted(avee_id)}/invitations/{quoted(invitation_id)}"))

    def show_invitation(self, token: str) -> models.InvitedOut:
        """What a link invites to; no sign-in is needed. 409 `link_used` or `link_expired` where it no longer works."""
        return self._send(models.InvitedOut, Call("GET", f"/invitations/{quoted(token)}"))

    def accept_invitation(self, token: str) -> models.JoinedTeamOut:
        """Joins the team, or takes the agent over. The link works once."""
        return self._send(models.JoinedTeamOut, Call("PUT", f"/invitations/{quoted(token)}"))

    def load_trust(self, avee_id: UUID) -> models.TrustOut:
        """Upper bounds on the share of wrong answers, their certainty, and how many verdicts are missing for a proof."""
        return self._send(models.TrustOut, Call("GET", f"/avees/{quoted(avee_id)}/trust"))

    def load_costs(self, avee_id: UUID) -> models.CostsOut:
        """What reuse has cost so far: what was served alone, what was asked, what waited, and how much of each was wrong."""
        return self._send(models.CostsOut, Call("GET", f"/avees/{quoted(avee_id)}/trust/costs"))

    def list_cards(self, avee_id: UUID, *, cursor: str | None = None, limit: int | None = None) -> models.CardPage:
        """Open cards: is this answer right for this message? The answer that is most likely wrong comes first."""
        return self._send(models.CardPage, Call("GET", f"/avees/{quoted(avee_id)}/trust/cards", query={"cursor": cursor, "limit": limit}))

    def iter_cards(self, avee_id: UUID, *, limit: int | None = None) -> Iterator[models.CardOut]:
        """All items of `list_cards`, page by page."""
        return self._each(lambda cursor: self.list_cards(avee_id, limit=limit, cursor=cursor))

    def record_verdict(self, avee_id: UUID, card_id: UUID, body: models.VerdictIn) -> models.CardVerdictOut:
        """Records the creator's verdict on a card. A suggestion that is right is sent to its asker."""
        return self._send(models.CardVerdictOut, Call("POST", f"/avees/{quoted(avee_id)}/trust/cards/{quoted(card_id)}", body=body))

    def list_model_words(self, avee_id: UUID, *, cursor: str | None = None, limit: int | None = None) -> models.ModelMatchPage:
        """Results of model checks on borderline matches."""
        return self._send(
            models.ModelMatchPage, Call("GET", f"/avees/{quoted(avee_id)}/trust/model-words", query={"cursor": cursor, "limit": limit})
        )

    def iter_model_words(self, avee_id: UUID, *, limit: int | None = None) -> Iterator[models.ModelMatchOut]:
        """All items of `list_model_words`, page by page."""
        return self._each(lambda cursor: self.list_model_words(avee_id, limit=limit, cursor=cursor))

    def load_metrics(self, avee_id: UUID, *, days: int | None = None, time_zone: str | None = None) -> models.MetricsOut:
        """The metrics of an own agent, each with numerator, denominator, target and meaning."""
        return self._send(
            models.MetricsOut, Call("GET", f"/orchestrator/metrics/{quoted(avee_id)}", query={"days": days, "time_zone": time_zone})
        )

    def export_me(self) -> bytes:
        """A zip of all that is yours, three times an hour at most."""
        return self._fetch(Call("GET", "/me/export"))

    def list_my_audit(self, *, kind: str | None = None, cursor: str | None = None, limit: int | None = None) -> models.AuditEntryPage:
        """What happened to your account and what you did with agents, newest first; kept for 400 days."""
        return self._send(models.AuditEntryPage, Call("GET", "/me/audit", query={"kind": kind, "cursor": cursor, "limit": limit}))

    def iter_my_audit(self, *, kind: str | None = None, limit: int | None = None) -> Iterator[models.AuditEntryOut]:
        """All items of `list_my_audit`, page by page."""
        return self._each(lambda cursor: self.list_my_audit(kind=kind, limit=limit, cursor=cursor))

    def list_agent_audit(
        self, avee_id: UUID, *, kind: str | None = None, person: UUID | None = None, cursor: str | None = None, limit: int | None = None
    ) -> models.AuditEntryPage:
        """Who changed what of your agent, newest first; kept for 400 days. Nobody can change or delete an entry."""
        return self._send(
            models.AuditEntryPage,
            Call("GET", f"/avees/{quoted(avee_id)}/audit", query={"kind": kind, "person": person, "cursor": cursor, "limit": limit}),
        )

    def iter_agent_audit(
        self, avee_id: UUID, *, kind: str | None = None, person: UUID | None = None, limit: int | None = None
    ) -> Iterator[models.AuditEntryOut]:
        """All items of `list_agent_audit`, page by page."""
        return self._each(lambda cursor: self.list_agent_audit(avee_id, kind=kind, person=person, limit=limit, cursor=cursor))

    def load_notifications(self) -> models.NotificationsOut:
        """Settings, targets with their state, and recent notifications. The version is the ETag, 0 before the first save."""
        return self._send(models.NotificationsOut, Call("GET", "/me/notifications"))

    def save_notifications(self, body: models.NotificationsIn, *, if_match: Version | None = None) -> models.NotificationsOut:
        """Replaces the settings. 412 where a newer version exists."""
        return self._send(models.NotificationsOut, Call("PUT", "/me/notifications", body=body, if_match=if_match))

    def try_notifications(self) -> models.TrialsOut:
        """Sends a test message to every target now, and returns the result for each."""
        return self._send(models.TrialsOut, Call("POST", "/me/notifications/test"))

    def send_confirmation(self) -> None:
        """Sends the link that confirms your address once more, three times an hour at most."""
        self._tell(Call("POST", "/me/email-confirmations"))

    def confirm_email(self, token: str) -> None:
        """Confirms the address that a link was sent to. 409 `link_used` or `link_expired` where it no longer works."""
        self._tell(Call("PUT", f"/email-confirmations/{quoted(token)}"))

    def request_change(self, body: models.EmailChangeIn) -> None:
        """Mails a link to the address that you want to have from now on, three times an hour at most."""
        self._tell(Call("POST", "/me/email-changes", body=body))

    def confirm_change(self, token: str) -> None:
        """Gives the account its new address; the old one gets a mail by which that is undone for seven days. 409 as above."""
        self._tell(Call("PUT", f"/email-changes/{quoted(token)}"))

    def undo_change(self, token: str) -> None:
        """Gives the account its old address back, ends every session and the password, and mails a link for a new one."""
        self._tell(Call("PUT", f"/email-undos/{quoted(token)}"))

    def request_password_reset(self, body: models.PasswordResetIn) -> None:
        """Sends a link for a new password to the account with this address. The answer is the same where there is none."""
        self._tell(Call("POST", "/password-resets", body=body))

    def check_password_reset(self, token: str) -> models.PasswordResetOut:
        """Whose password a link changes. 409 `link_used` or `link_expired` where it no longer works."""
        return self._send(models.PasswordResetOut, Call("GET", f"/password-resets/{quoted(token)}"))

    def reset_password(self, token: str, body: models.NewPasswordIn) -> None:
        """Sets a new password. Every session of the account ends, API tokens stay valid; the link works once."""
        self._tell(Call("PUT", f"/password-resets/{quoted(token)}", body=body))

    def load_mail(self) -> models.MailOut:
        """Which mails you get, whether your mail server takes them, and the newest of them. The version is the ETag."""
        return self._send(models.MailOut, Call("GET", "/me/mail"))

    def save_mail(self, body: models.MailIn, *, if_match: Version | None = None) -> models.MailOut:
        """Replaces the settings. 412 where a newer version exists."""
        return self._send(models.MailOut, Call("PUT", "/me/mail", body=body, if_match=if_match))

    def resume_mail(self) -> models.MailOut:
        """Sends mail again to an address that its mail server refused."""
        return self._send(models.MailOut, Call("POST", "/me/mail/resume"))

    def show_subscription(self, token: str) -> models.SubscriptionOut:
        """Which mails the link under a mail is about, and whether they are sent. Reading it changes nothing."""
        return self._send(models.SubscriptionOut, Call("GET", f"/mail-subscriptions/{quoted(token)}"))

    def change_subscription(self, token: str, body: models.SubscriptionIn) -> models.SubscriptionOut:
        """Ends mails of this kind, or begins them again."""
        return self._send(models.SubscriptionOut, Call("PUT", f"/mail-subscriptions/{quoted(token)}", body=body))

    def unsubscribe(self, token: str) -> models.SubscriptionOut:
        """Ends mails of this kind by one click in the mail program (RFC 8058). In a browser, the address is a page."""
        return self._send(models.SubscriptionOut, Call("POST", f"/unsubscribe/{quoted(token)}"))

    def add_webhook(self, avee_id: UUID, body: models.WebhookIn) -> models.NewWebhookOut:
        """Adds a webhook. Events are posted as JSON, signed as Standard Webhooks prescribe."""
        return self._send(models.NewWebhookOut, Call("POST", f"/avees/{quoted(avee_id)}/webhooks", body=body))

    def list_webhooks(self, avee_id: UUID) -> models.WebhooksOut:
        """The webhooks with their state: `failing_since`, `last_error`, and the reason where one was switched off."""
        return self._send(models.WebhooksOut, Call("GET", f"/avees/{quoted(avee_id)}/webhooks"))

    def change_webhook(
        self, avee_id: UUID, webhook_id: UUID, body: models.WebhookPatch, *, if_match: Version | None = None
    ) -> models.WebhookOut:
        """Changes the address or the kinds of events, or switches a webhook off or on. The secret stays."""
        return self._send(
            models.WebhookOut, Call("PATCH", f"/avees/{quoted(avee_id)}/webhooks/{quoted(webhook_id)}", body=body, if_match=if_match)
        )

    def delete_webhook(self, avee_id: UUID, webhook_id: UUID) -> None:
        """Deletes a webhook with its deliveries."""
        self._tell(Call("DELETE", f"/avees/{quoted(avee_id)}/webhooks/{quoted(webhook_id)}"))

    def list_deliveries(self, avee_id: UUID, webhook_id: UUID) -> models.WebhookDeliveriesOut:
        """The last 50 deliveries, newest first."""
        return self._send(models.WebhookDeliveriesOut, Call("GET", f"/avees/{quoted(avee_id)}/webhooks/{quoted(webhook_id)}/deliveries"))

    def redeliver_webhook(self, avee_id: UUID, webhook_id: UUID, delivery_id: UUID) -> models.WebhookDeliveryOut:
        """Posts a delivery that arrived or was given up once more: the same body under the same `webhook-id`."""
        return self._send(
            models.WebhookDeliveryOut,
            Call("POST", f"/avees/{quoted(avee_id)}/webhooks/{quoted(webhook_id)}/deliveries/{quoted(delivery_id)}/redeliver"),
        )

    def try_webhook(self, avee_id: UUID, webhook_id: UUID) -> models.WebhookTrialOut:
        """Posts an event `webhook.test` now and returns the result."""
        return self._send(models.WebhookTrialOut, Call("POST", f"/avees/{quoted(avee_id)}/webhooks/{quoted(webhook_id)}/test"))

    def list_kinds(self) -> models.ChannelKindsOut:
        """The services that there are, what each can do, and what is filled in for it."""
        return self._send(models.ChannelKindsOut, Call("GET", "/channel-kinds"))

    def list_channels(self, avee_id: UUID) -> models.ChannelsOut:
        """The agent's channels with their state, for everybody of its team who may answer."""
        return self._send(models.ChannelsOut, Call("GET", f"/avees/{quoted(avee_id)}/channels"))

    def add_channel(self, avee_id: UUID, body: models.ChannelIn) -> models.NewChannelOut:
        """Connects the agent to a service, and tells the service where to post, where that is possible."""
        return self._send(models.NewChannelOut, Call("POST", f"/avees/{quoted(avee_id)}/channels", body=body))

    def change_channel(
        self, avee_id: UUID, channel_id: UUID, body: models.ChannelPatch, *, if_match: Version | None = None
    ) -> models.ChannelOut:
        """Gives a channel new tokens, or switches it off or on. What waited leaves then."""
        return self._send(
            models.ChannelOut, Call("PATCH", f"/avees/{quoted(avee_id)}/channels/{quoted(channel_id)}", body=body, if_match=if_match)
        )

    def remove_channel(self, avee_id: UUID, channel_id: UUID) -> None:
        """Removes a channel. The conversations stay; people there are no longer reached."""
        self._tell(Call("DELETE", f"/avees/{quoted(avee_id)}/channels/{quoted(channel_id)}"))

    def list_aside(self, avee_id: UUID, channel_id: UUID) -> models.AsidesOut:
        """What came in and was not answered, with the reason, for the owner: the newest 50. It is kept as long as the log of notifications."""
        return self._send(models.AsidesOut, Call("GET", f"/avees/{quoted(avee_id)}/channels/{quoted(channel_id)}/set-aside"))

    def make_code(self, avee_id: UUID, channel_id: UUID) -> models.ChannelCodeOut:
        """A code that you write in the channel to be told there of questions, and to answer them there."""
        return self._send(models.ChannelCodeOut, Call("POST", f"/avees/{quoted(avee_id)}/channels/{quoted(channel_id)}/codes"))

    def show_link(self, token: str) -> models.ChannelLinkOut:
        """Whose chat the link joins to your account, before you confirm it. 404 `link_unknown`."""
        return self._send(models.ChannelLinkOut, Call("GET", f"/channel-links/{quoted(token)}"))

    def use_link(self, token: str) -> None:
        """Joins the chat to your account: what was asked there is yours, and so is what is asked there later. 404 `link_unknown`."""
        self._tell(Call("PUT", f"/channel-links/{quoted(token)}"))

    def show_settings(self) -> models.PaymentSettingsOut:
        """How money can come here, and the currencies that prices can be in. No way: nothing about money is shown."""
        return self._send(models.PaymentSettingsOut, Call("GET", "/payments/settings"))

    def show_public_prices(self, handle: str) -> models.PublicPricesOut:
        """What a question to this agent costs you, and what a membership costs."""
        return self._send(models.PublicPricesOut, Call("GET", f"/handles/{quoted(handle)}/prices"))

    def load_prices(self, avee_id: UUID) -> models.PricesOut:
        """The agent's prices, for its team. Their version is the ETag. 404 `payments_off` where money cannot be taken here."""
        return self._send(models.PricesOut, Call("GET", f"/avees/{quoted(avee_id)}/prices"))

    def save_prices(self, avee_id: UUID, body: models.PricesIn, *, if_match: Version | None = None) -> models.PricesOut:
        """Saves all prices, as the owner. Open offers keep theirs. The first are saved over the version 0. 412 where a newer version exists."""
        return self._send(models.PricesOut, Call("PUT", f"/avees/{quoted(avee_id)}/prices", body=body, if_match=if_match))

    def preview_prices(self, avee_id: UUID, body: models.PricesIn) -> models.PricePreviewOut:
        """What the questions of the last 30 days would have brought under these prices, if everybody had paid. Nothing is saved."""
        return self._send(models.PricePreviewOut, Call("POST", f"/avees/{quoted(avee_id)}/prices/preview", body=body))

    def show_account(self, avee_id: UUID) -> models.PaymentAccountOut:
        """Whether an account of your own takes the money. 409 `prices_needed` before prices are saved."""
        return self._send(models.PaymentAccountOut, Call("GET", f"/avees/{quoted(avee_id)}/payment-account"))

    def connect_account(self, avee_id: UUID, body: models.PaymentAccountIn) -> models.PaymentAccountOut:
        """Makes an account of your own at the provider, or asks what is still missing for it; from then on it takes the money."""
        return self._send(models.PaymentAccountOut, Call("POST", f"/avees/{quoted(avee_id)}/payment-account", body=body))

    def show_receipt(self, payment_id: UUID) -> bytes:
        """The receipt as PDF, for whoever paid and for the agent's owner. 404 `no_receipt` before the money is taken."""
        return self._fetch(Call("GET", f"/payments/{quoted(payment_id)}/receipt"))

    def show_months(self, avee_id: UUID) -> models.MonthsOut:
        """What came in and went back by month and currency, for the agent's owner."""
        return self._send(models.MonthsOut, Call("GET", f"/avees/{quoted(avee_id)}/payments/months"))

    def export_payments(self, avee_id: UUID) -> bytes:
        """All payments of the agent as CSV, newest first, amounts in major units, times in UTC; for its owner."""
        return self._fetch(Call("GET", f"/avees/{quoted(avee_id)}/payments/export"))

    def list_my_payments(self, *, cursor: str | None = None, limit: int | None = None) -> models.PaymentPage:
        """Your own payments, newest first."""
        return self._send(models.PaymentPage, Call("GET", "/me/payments", query={"cursor": cursor, "limit": limit}))

    def iter_my_payments(self, *, limit: int | None = None) -> Iterator[models.PaymentOut]:
        """All items of `list_my_payments`, page by page."""
        return self._each(lambda cursor: self.list_my_payments(limit=limit, cursor=cursor))

    def list_payments(
        self,
        avee_id: UUID,
        *,
        status: models.PaymentStatus | None = None,
        from_: datetime | None = None,
        to: datetime | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> models.PaymentPage:
        """The agent's payments, newest first, for its owner."""
        return self._send(
            models.PaymentPage,
            Call(
                "GET",
                f"/avees/{quoted(avee_id)}/payments",
                query={"status": status, "from": from_, "to": to, "cursor": cursor, "limit": limit},
            ),
        )

    def iter_payments(
        self,
        avee_id: UUID,
        *,
        status: models.PaymentStatus | None = None,
        from_: datetime | None = None,
        to: datetime | None = None,
        limit: int | None = None,
    ) -> Iterator[models.PaymentOut]:
        """All items of `list_payments`, page by page."""
        return self._each(lambda cursor: self.list_payments(avee_id, status=status, from_=from_, to=to, limit=limit, cursor=cursor))

    def show_payment(self, payment_id: UUID) -> models.PaymentOut:
        """A payment, for its asker and the agent's owner."""
        return self._send(models.PaymentOut, Call("GET", f"/payments/{quoted(payment_id)}"))

    def return_payment(self, payment_id: UUID) -> models.PaymentOut:
        """For the asker who comes back from the provider's page: asks the provider at once whether it is paid."""
        return self._send(models.PaymentOut, Call("POST", f"/payments/{quoted(payment_id)}/return"))

    def cancel_payment(self, payment_id: UUID) -> models.PaymentOut:
        """Closes the provider's page, and gives the place in the creator's limits back. The offer stays open."""
        return self._send(models.PaymentOut, Call("POST", f"/payments/{quoted(payment_id)}/cancel"))

    def refund_payment(self, payment_id: UUID, body: models.RefundIn) -> models.PaymentOut:
        """Gives back in full what was taken for an answer. While the provider does not answer it stays `due`, and is done later."""
        return self._send(models.PaymentOut, Call("POST", f"/payments/{quoted(payment_id)}/refund", body=body))

    def note_received(self, payment_id: UUID) -> models.PaymentOut:
        """For the creator, by hand: the money came, and the question is accepted."""
        return self._send(models.PaymentOut, Call("POST", f"/payments/{quoted(payment_id)}/received"))

    def note_given_back(self, payment_id: UUID) -> models.PaymentOut:
        """For the creator, by hand: the money went back."""
        return self._send(models.PaymentOut, Call("POST", f"/payments/{quoted(payment_id)}/given-back"))

    def begin_membership(self, avee_id: UUID, body: models.MembershipIn) -> models.BegunMembershipOut:
        """Begins a membership: it is active when it is paid. Repeating it returns the same page."""
        return self._send(models.BegunMembershipOut, Call("POST", f"/avees/{quoted(avee_id)}/memberships", body=body))

    def list_memberships(self, *, cursor: str | None = None, limit: int | None = None) -> models.MembershipPage:
        """Your own memberships, newest first."""
        return self._send(models.MembershipPage, Call("GET", "/me/memberships", query={"cursor": cursor, "limit": limit}))

    def iter_memberships(self, *, limit: int | None = None) -> Iterator[models.MembershipOut]:
        """All items of `list_memberships`, page by page."""
        return self._each(lambda cursor: self.list_memberships(limit=limit, cursor=cursor))

    def return_membership(self, membership_id: UUID) -> models.MembershipOut:
        """For the member who comes back from the provider's page: asks the provider at once whether it is paid."""
        return self._send(models.MembershipOut, Call("POST", f"/memberships/{quoted(membership_id)}/return"))

    def end_membership(self, membership_id: UUID) -> models.MembershipOut:
        """Lets your membership end with what is paid."""
        return self._send(models.MembershipOut, Call("DELETE", f"/memberships/{quoted(membership_id)}"))

    def health(self) -> None:
        """Liveness: 200 whenever the process answers."""
        self._tell(Call("GET", "/health"))

    def ready(self) -> None:
        """Readiness: 200 where the database, with the current schema, and the embedder answer within three seconds."""
        self._tell(Call("GET", "/ready"))
