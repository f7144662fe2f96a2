using System.Text;
using Guildhall.Accounts.Profiles;
using Guildhall.App.Tests.Hosting;
using Guildhall.Chat.Channels;
using Guildhall.Chat.Messages;
using Guildhall.Communities.Spaces;
using Guildhall.Content.Articles;
using Guildhall.Content.Files;
using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Growth;
using Guildhall.Kernel.Data;
using Guildhall.Learning.Studying;
using Guildhall.Polls;
using Guildhall.Polls.Opening;
using Guildhall.Polls.Voting;
using Guildhall.Resources.Library;
using Guildhall.Resources.Publishing;
using Guildhall.Reviews.Comments;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Content;

/// <summary>Where the words are planted, and what may stand for the parameters of routes.</summary>
internal sealed partial class LeakMatrix
{
    private Library _library = null!;
    private (long Poll, string Code, long Review) _work;
    private PlantedCourse _course = null!;

    public Library Library => _library;

    /// <summary>The paid one, which is sold by itself too.</summary>
    public long Article { get; private set; }

    /// <summary>Enrols somebody in the planted course.</summary>
    public Task EnrollsAsync(string name) => _library.AsAsync<Enroll>(name, e => e.RunAsync(_course.Course, default));

    public async Task PlantAsync()
    {
        _library = await Library.OpenAsync(app);
        var (paid, unused) = (await PictureAsync(Paid), await PictureAsync(Unpublished));
        var text = $"""
            Everyone may read this.

            <!-- paywall -->

            ## Heading {Paid}

            Sings {Paid} sings. {string.Concat(Enumerable.Repeat("And sings on. ", 200))}

            ![{Paid}]({paid.Path})

            [a link](https://{Paid}.example.org/)
            """;
        var owner = await _library.PersonAsync("owner");
        await _library.InAsync<IBroughtPoints>(p => p.BeginAsync(app.Clock.GetUtcNow().UtcDateTime.AddYears(-1), owner, default));
        var article = await _library.PublishesAsync("Closed", text, "deep-dives", "closed");
        await _library.SellsAloneAsync(Article = article);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await _library.InAsync<ReviseArticle>(async r => await r.RunAsync(
            article, 1, new ArticleText("Closed", "closed", _library.Space("deep-dives").Id, ArticleAccess.Space, null, "en",
                text + "\n\nMore."), await _library.PersonAsync("owner")));
        var draft = await _library.PublishesAsync($"Draft {Unpublished}", $"A draft that sings {Unpublished}.", slug: "draft", published: false);
        var gone = await _library.PublishesAsync("Gone", $"Gone, and sings {Unpublished}.", slug: "gone");
        await _library.InAsync<WithdrawArticle>(async w => await w.RunAsync(gone, await _library.PersonAsync("owner")));
        var (resource, hidden, code) = await LibraryAsync();
        var (topic, deleted, reply) = await TalkAsync(article);
        var (channel, message) = await ChatAsync();
        _course = await new LeakingCourse(_library).PlantAsync();
        await app.SettleAsync();

        var ids = new[] { article, draft, gone, _library.Premium.TierId, _library.Community.Id, await _library.PersonAsync("owner"),
            await _library.PersonAsync("member"), resource, hidden, topic, deleted, reply, _work.Poll, _work.Review, channel, message,
            _course.Course, _course.Draft, _course.Section, _course.Lesson, _course.Quiz, _course.Hidden };
        _values["community"] = [_library.Slug];
        _values["slug"] = ["closed", "draft", "gone"];
        _values["space"] = [.. _library.Community.Spaces.Select(s => s.Slug)];
        _values["id"] = [.. ids.Concat([1, 2]).Distinct().Select(i => i.ToString())];
        _values["code"] = [paid.Code, unused.Code, code, _work.Code, _course.File];
        _values["handle"] = [.. await PeopleAsync(), "x"];
        _values["word"] = ["about", "privacy"];
        _values["kind"] = Kinds();
        _values["place"] = ["topic-1"];
        _values["rule"] = ["links", "words"];
        _values["token"] = ["x"];
        _values["secret"] = ["x"];
        _values["name"] = ["x.png"];
        _values["block"] = ["0"];
        _values["badge"] = ["first-article"];
        _values["round"] = ["1"];
        _values["number"] = ["1"];
        _values["member"] = [.. new[] { await _library.PersonAsync("owner"), await _library.PersonAsync("member") }.Select(i => i.ToString())];
        _values["account"] = _values["id"][..1];
        _values["reference"] = ["x"];
        _values["processor"] = ["test"];
        _values["disputeId"] = ["1"];
        _values["documentName"] = ["v1"];
    }

    /// <summary>A member whom everyone sees, and one whose page nobody but the team does: it says the one word.</summary>
    private async Task<string[]> PeopleAsync()
    {
        await _library.BuysPremiumAsync("hermit");
        var (owner, hermit) = ($"owner-{_library.Id}", $"hermit-{_library.Id}");
        await _library.AsAsync<ChangePublicProfile>("owner", change =>
            change.RunAsync(new WantedProfile(owner, "I write here.", Shown: true, Listed: true), default));
        await _library.AsAsync<ChangePublicProfile>("hermit", change =>
            change.RunAsync(new WantedProfile(hermit, $"Sings {Unpublished}."), default));
        return [owner, hermit];
    }

    /// <summary>A library for the premium tier: a file that holds the one word, and a withdrawn one that is called by the other.</summary>
    private async Task<(long Resource, long Hidden, string Code)> LibraryAsync()
    {
        await _library.AsAsync<CreateSpace>("owner", create => create.RunAsync(_library.Id,
            new NewSpace("Files", "files-for-members", "", _library.Premium.TierId) { Kind = SpaceKind.Resources }, default));
        var (resource, hidden) = (0L, 0L);
        await _library.AsAsync<PublishResource>("owner", async publish => resource = await publish.RunAsync("files-for-members",
            new ResourceDraft("Songs", "", "", "", ""), new NewFile(new MemoryStream(Encoding.ASCII.GetBytes(Paid)), "songs.txt", ""), default));
        await _library.AsAsync<PublishResource>("owner", async publish => hidden = await publish.RunAsync("files-for-members",
            new ResourceDraft(Unpublished, Unpublished, "", "", ""),
            new NewFile(new MemoryStream(Encoding.ASCII.GetBytes(Unpublished)), Unpublished + ".txt", ""), default));
        await _library.AsAsync<WithdrawResource>("owner", withdraw => withdraw.RunAsync(hidden, default));
        var code = await _library.InAsync<AppDb, string>(db =>
            db.Set<ResourceVersion>().Where(v => v.ResourceId == resource).Select(v => v.FileCode).SingleAsync());
        return (resource, hidden, code);
    }

    /// <summary>
    /// A topic for the premium tier that says the one word, in a reply and below the article too; a deleted topic and a deleted reply that
    /// say the other.
    /// </summary>
    private async Task<(long Topic, long Gone, long Reply)> TalkAsync(long article)
    {
        foreach (var (slug, tier) in new[] { ("talk-of-members", (long?)_library.Premium.TierId), ("talk-of-all", null) })
            await _library.AsAsync<CreateSpace>("owner", create => create.RunAsync(_library.Id,
                new NewSpace(slug, slug, "", tier) { Kind = SpaceKind.Discussion, Posting = new NewPosting(Posting.Team, null) }, default));
        long topic = 0, open = 0, gone = 0, reply = 0;
        await _library.AsAsync<OpenTopic>("owner", async o => topic =
            (await o.RunAsync("talk-of-members", null, new PostDraft($"On {Paid}", $"Sings {Paid} sings.", Paid), null, default)).TopicId);
        await _library.AsAsync<PostReply>("owner", p => p.RunAsync(topic, $"And {Paid} again.", null, null, default));
        await WorkAsync();
        await _library.AsAsync<PostReply>("owner", p => p.CommentAsync(new Thing("article", article), $"I sing {Paid}.", null, null, default));
        await _library.AsAsync<OpenTopic>("owner", async o => gone =
            (await o.RunAsync("talk-of-all", null, new PostDraft($"On {Unpublished}", $"Sings {Unpublished}.", ""), null, default)).TopicId);
        await _library.AsAsync<DeleteTopic>("owner", d => d.RunAsync(gone, default));
        await _library.AsAsync<OpenTopic>("owner", async o => open =
            (await o.RunAsync("talk-of-all", null, new PostDraft("Open", "Everyone reads this.", ""), null, default)).TopicId);
        await _library.AsAsync<PostReply>("owner", async p => reply =
            (await p.RunAsync(open, $"Regret {Unpublished}.", null, null, default)).Post.Id);
        await _library.AsAsync<EditReply>("owner", e => e.RunAsync(reply, $"Regret {Unpublished} more.", null, default));
        await _library.AsAsync<DeleteReply>("owner", d => d.RunAsync(reply, default));
        return (topic, gone, reply);
    }

    /// <summary>A poll and a review in the paid space; their ids and code are asked for too.</summary>
    private async Task WorkAsync()
    {
        Poll? poll = null;
        long review = 0;
        await _library.AsAsync<OpenPoll>("owner", async o => (poll, _) = await o.RunAsync(new PollDraft(
            $"Does {Paid} sing?", [Paid, "No"], PollKind.Single, null, null, BallotKind.Open, ResultsShown.Always, true, null, null, null,
            "talk-of-members"), null, default));
        await _library.AsAsync<CastBallot>("owner", c => c.RunAsync(poll!.Id, [1], null, default));
        await _library.AsAsync<IMemberTopics>("owner", async o => review = (await o.OpenReviewAsync(new NewReview("talk-of-members", "Review",
            $"Of {Paid}.", "", new ReviewDraft($"--- a/{Paid}\n+++ b/{Paid}\n@@ -1 +1 @@\n-a\n+{Paid}\n", null)), null)).Id);
        await _library.AsAsync<PostComment>("owner", c =>
            c.RunAsync(review, new CommentDraft(Paid, null, 1, null, $"Here {Paid} sings.", null), default));
        _work = (poll!.Id, poll.Code, review);
    }

    /// <summary>A channel for the premium tier that is called by the one word, which is said in it and in a thread.</summary>
    private async Task<(long Channel, long Message)> ChatAsync()
    {
        await _library.AsAsync<CreateSpace>("owner", create => create.RunAsync(_library.Id,
            new NewSpace("chat-of-members", "chat-of-members", "", _library.Premium.TierId)
            {
                Kind = SpaceKind.Chat,
                Posting = new NewPosting(Posting.Readers, null),
            }, default));
        long channel = 0, message = 0;
        await _library.AsAsync<ArrangeChannels>("owner", async a => channel = (await a.CreateAsync("chat-of-members", $"On {Paid}", "", default)).Id);
        await _library.AsAsync<PostMessage>("owner", async p => message =
            (await p.RunAsync(channel, new MessageDraft($"I sing {Paid}.", "1"), default)).Id);
        await _library.AsAsync<PostMessage>("owner", p => p.RunAsync(channel, new MessageDraft($"And {Paid} again.", "2", Thread: message), default));
        return (channel, message);
    }

    private async Task<(string Path, string Code)> PictureAsync(string word)
    {
        var owner = await _library.PersonAsync("owner");
        var file = await _library.InAsync<KeepFile, StoredFile>(k =>
            k.RunAsync(new MemoryStream(TestPng.Of(word)), word + ".png", owner, 1_000_000));
        return (ArticlePaths.File(_library.Slug, file.Code, file.Name), file.Code);
    }
}
