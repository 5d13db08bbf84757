"""What becomes of content: revisions, history, deletion, later screening."""

from datetime import timedelta

from app.enforcement import Ground, Restriction
from app.store.due_rows import take_due
from app.store.restrictions import open_restriction
from moderation import Action
from tests.journeys import media
from tests.platforms import Platform, body

# Certain spam under every policy: the same words are used wherever a test needs a hold.
GAMBLING = "Best online casino! Deposit now, 200% bonus and free spins at casino-win.example"


def test_ordinary_content_is_allowed_and_visible(platform: Platform) -> None:
    upload = body(platform.post(text="The bridge at 2:10 gives me goosebumps"), 201)
    assert upload["decision"]["action"] == "allow"
    assert upload["decision"]["reasons"] == []
    assert upload["visible"] is True
    assert upload["restrictions"] == []
    assert upload["review_id"] is None
    assert upload["revision"] == 1
    assert upload["created_at"] == "2026-11-21T12:00:00.000Z"


def test_the_same_external_id_makes_the_next_revision(platform: Platform) -> None:
    first = body(platform.post(text="first words", external_id="song"), 201)
    second = body(platform.post(text="other words", external_id="song"), 201)
    assert second["revision"] == 2
    assert second["content_id"] == first["content_id"]
    assert second["id"] != first["id"]
    content = body(platform.get("/v1/content", external_id="song"), 200)
    assert content["revision"] == 2
    assert content["upload_id"] == second["id"]


def test_a_better_revision_lifts_what_the_worse_one_caused(platform: Platform) -> None:
    held = body(platform.post(text=GAMBLING, external_id="song"), 201)
    assert held["visible"] is False
    assert held["review_id"]
    better = body(platform.post(text="Our new single is out", external_id="song"), 201)
    assert better["decision"]["action"] == Action.ALLOW
    assert better["visible"] is True
    assert platform.rows("SELECT state FROM review_job") == [("moot",)]
    told = [type_ for (type_,) in platform.rows("SELECT type FROM outbox ORDER BY id")]
    assert told == [
        "upload.decided",
        "content.restricted",
        "upload.decided",
        "content.released",
    ]


def test_a_worse_revision_is_held_and_the_earlier_one_does_not_show(platform: Platform) -> None:
    body(platform.post(text="Our new single is out", external_id="song"), 201)
    held = body(platform.post(text=GAMBLING, external_id="song"), 201)
    assert held["visible"] is False
    assert body(platform.get("/v1/content", external_id="song"), 200)["visible"] is False


def test_a_restriction_of_somebody_else_survives_a_new_revision(platform: Platform) -> None:

    upload = body(platform.post(text="Our new single is out", external_id="song"), 201)
    with platform.services.database.transaction() as connection:
        open_restriction(
            connection,
            Restriction(
                "r1", upload["content_id"], Ground.COPYRIGHT, "case:1", platform.clock.now()
            ),
        )
    again = body(platform.post(text="Out now", external_id="song"), 201)
    assert again["decision"]["action"] == "allow"
    assert again["visible"] is False
    assert [r["ground"] for r in again["restrictions"]] == ["copyright"]


def test_everything_that_happened_is_in_the_history_oldest_first(platform: Platform) -> None:
    upload = body(platform.post(text=GAMBLING, external_id="song"), 201)
    platform.clock.advance(minutes=5)
    body(platform.post(text="Our new single is out", external_id="song"), 201)
    platform.delete(f"/v1/content/{upload['content_id']}")
    history = body(platform.get(f"/v1/content/{upload['content_id']}/history"), 200)
    assert [event["type"] for event in history["events"]] == [
        "upload.decided",
        "restriction.opened",
        "review.opened",
        "upload.decided",
        "restriction.closed",
        "review.moot",
        "content.deleted",
    ]
    assert history["next"] is None
    assert {event["by"].split(":")[0] for event in history["events"]} == {"key"}


def test_history_comes_in_pages(platform: Platform) -> None:
    upload = body(platform.post(text=GAMBLING), 201)
    path = f"/v1/content/{upload['content_id']}/history"
    first = body(platform.get(path, limit="2"), 200)
    rest = body(platform.get(path, limit="2", after=first["next"]), 200)
    assert [e["type"] for e in first["events"]] == ["upload.decided", "restriction.opened"]
    assert [e["type"] for e in rest["events"]] == ["review.opened"]
    assert rest["next"] is None


def test_deleted_content_is_hidden_and_its_file_erased(platform: Platform) -> None:
    upload = body(platform.post_file(b"ID3 not really", "a.txt", "text/plain", kind="file"), 201)
    blob = platform.services.blobs.path(upload["file"]["sha256"])
    assert blob.exists()
    gone = body(platform.delete(f"/v1/content/{upload['content_id']}"), 200)
    assert gone["visible"] is False
    assert "uploader" in [r["ground"] for r in gone["restrictions"]]
    platform.work()
    assert not blob.exists()


def test_deleting_twice_changes_nothing(platform: Platform) -> None:
    upload = body(platform.post(text="hello"), 201)
    path = f"/v1/content/{upload['content_id']}"
    first = body(platform.delete(path), 200)
    assert body(platform.delete(path), 200) == first


def test_a_file_that_other_content_has_too_is_kept(platform: Platform) -> None:
    one = body(platform.post_file(b"same bytes", "a.txt", "text/plain", kind="file"), 201)
    body(platform.post_file(b"same bytes", "b.txt", "text/plain", kind="file"), 201)
    platform.delete(f"/v1/content/{one['content_id']}")
    platform.work()
    assert platform.services.blobs.path(one["file"]["sha256"]).exists()


def test_an_upload_can_be_screened_later(platform: Platform) -> None:
    response = platform.post(headers={"Prefer": "respond-async"}, text=GAMBLING)
    accepted = body(response, 202)
    assert response.headers["Location"] == f"/v1/uploads/{accepted['id']}"
    assert accepted["decision"] is None
    assert [r["ground"] for r in accepted["restrictions"]] == ["screening"]
    assert platform.work() == 1
    decided = body(platform.get(f"/v1/uploads/{accepted['id']}"), 200)
    assert decided["decision"]["action"] in ("review", "block")
    assert [r["ground"] for r in decided["restrictions"]] in (["review"], ["policy"])
    assert platform.work() == 0


def test_an_upload_screened_later_is_released_when_it_is_fine(platform: Platform) -> None:
    accepted = body(
        platform.post(headers={"Prefer": "respond-async"}, text="lovely harmonies"), 202
    )
    platform.work()
    decided = body(platform.get(f"/v1/uploads/{accepted['id']}"), 200)
    assert decided["visible"] is True
    assert platform.rows("SELECT type FROM outbox ORDER BY id") == [
        ("upload.decided",),
        ("content.released",),
    ]


def test_a_later_screening_gives_way_to_a_newer_revision(platform: Platform) -> None:
    body(platform.post(headers={"Prefer": "respond-async"}, text=GAMBLING, external_id="a"), 202)
    newer = body(platform.post(text="Our new single is out", external_id="a"), 201)
    platform.work()
    content = body(platform.get("/v1/content", external_id="a"), 200)
    assert content["upload_id"] == newer["id"]
    assert content["visible"] is True


def test_a_killed_worker_loses_nothing(platform: Platform) -> None:

    accepted = body(platform.post(headers={"Prefer": "respond-async"}, text="hello"), 202)
    with platform.services.database.transaction() as connection:
        assert len(take_due(connection, platform.clock.now())) == 1  # taken, and never finished
    assert platform.work() == 0
    platform.clock.advance(seconds=timedelta(minutes=2).total_seconds())
    assert platform.work() == 1
    assert body(platform.get(f"/v1/uploads/{accepted['id']}"), 200)["decision"]


def test_the_account_shows_its_standing(platform: Platform) -> None:
    body(platform.post(text="hello", uploader_id="u/7 ünï"), 201)
    account = body(platform.get("/v1/accounts/uploader-none"), 404)
    assert account["type"] == "/problems/not-found"
    body(platform.post(text="hello", uploader_id="u7"), 201)
    assert body(platform.get("/v1/accounts/u7"), 200) == {
        "uploader_id": "u7",
        "standing": "good",
        "strikes": 0,
    }


def test_too_many_automatic_blocks_in_a_day_become_reviews(platform: Platform) -> None:
    platform.publish(
        lambda document: document.replace("blocks_per_day: 5000", "blocks_per_day: 1").replace(
            'version: "', 'version: "bounded-'
        )
    )
    first = body(platform.post_file(media.EICAR, "a.txt", "text/plain", kind="file"), 201)
    second = body(platform.post_file(media.EICAR, "b.txt", "text/plain", kind="file"), 201)
    assert first["decision"]["action"] == "block"
    assert second["decision"]["action"] == "review"
    assert "limit of automatic blocks" in second["decision"]["reasons"][-1]
