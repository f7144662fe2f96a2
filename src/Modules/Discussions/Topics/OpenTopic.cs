using Guildhall.Discussions.Asking;
using Guildhall.Discussions.Following;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Topics;

/// <summary>Opens a topic or asks a question in a space where the member may post.</summary>
internal sealed class OpenTopic(AppDb db, TopicGate gate, RenderPost render, KeepPost keep, CheckAsking check, CommunityScope scope)
{
    /// <param name="kind"><c>null</c> for what the space is for.</param>
    /// <param name="key">The same key again gives the same topic; <c>null</c> for none.</param>
    /// <param name="asking">Of a question: of whom, and whether without a name; <c>null</c> for plainly.</param>
    /// <param name="review">What comes with a topic of that kind; <c>null</c> for every other.</param>
    public async Task<Posted> RunAsync(
        string? space, TopicKind? kind, PostDraft draft, string? key, CancellationToken cancel, BroughtReview? review = null,
        WayOfAsking? asking = null)
    {
        var place = scope.Required.TopicSpace(space) is { IsArchived: false } open ? open : throw Refused.NotFound();
        var by = await gate.RequirePostAsync(place.Id, null, cancel);
        var way = asking ?? WayOfAsking.Plainly;
        var wish = Wish.Of(key, ["topic", space, draft.Title, draft.Body, draft.Tags, .. review is null ? Array.Empty<string?>()
            : [review.Draft.Diff, review.Draft.Source], .. way == WayOfAsking.Plainly ? Array.Empty<string?>()
            : ["asking", way.Of, way.Anonymously ? "anonymously" : null]]);
        if (wish is not null && await wish.MadeAsync(db, by, cancel) is { } made)
            return new Posted(made, made.Id, null, false, await IsHeldAsync(made.Id, cancel));
        var text = await render.TopicAsync(draft, cancel);
        var matter = review?.Check();
        var topicKind = review is null ? KindIn(place, kind) : TopicKind.Review;
        var asked = await check.RunAsync(place, topicKind, by, way, text, cancel);
        var (isHeld, reason) = await keep.ScreenAsync(
            Topic.OwnKind, null, by, matter is null ? text : text with { Plain = $"{text.Plain}\n{matter.Words}" }, cancel);
        try
        {
            var id = await SaveAsync(
                place, topicKind, by, text, (isHeld, reason), wish, asked.IsAnonymous,
                topic => Bring(topic, asked, review, matter), cancel);
            return new Posted(new Thing(Topic.OwnKind, id), id, null, true, isHeld);
        }
        catch (DbUpdateException failed) when (wish is not null && failed.IsCollision())
        {
            db.ChangeTracker.Clear();
            if (await wish.MadeAsync(db, by, cancel) is not { } meanwhile)
                throw;
            return new Posted(meanwhile, meanwhile.Id, null, false, isHeld);
        }
    }

    public static TopicKind KindIn(SpaceInfo space, TopicKind? wanted) => wanted switch
    {
        null or TopicKind.Comments or TopicKind.Review => space.Kind == SpaceKind.Questions ? TopicKind.Question : TopicKind.Discussion,
        { } kind => kind,
    };

    private async Task<long> SaveAsync(
        SpaceInfo space, TopicKind kind, long by, PostText text, (bool IsHeld, string Reason) screened, Wish? wish,
        bool isAnonymous, Action<Topic> bring, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        await keep.TakeTurnAsync(by, cancel);
        var topic = Topic.In(scope.Id, space.Id, kind, by, gate.Now, isAnonymous);
        topic.Call(text.Title);
        topic.Say(text, gate.Now);
        if (screened.IsHeld)
            topic.Hold();
        db.Add(topic);
        // The first save gives the id that the rest hangs on.
        await db.SaveChangesAsync(cancel);
        db.AddRange(text.Tags.Select(t => TopicTag.Of(topic, t)));
        var reader = TopicReader.Of(topic, by, gate.Now);
        reader.Read(0, gate.Now);
        reader.Follow(Following.Following.Watching);
        db.Add(reader);
        if (wish is not null)
            db.Add(PostingKey.Of(wish, topic, Topic.OwnKind, gate.Now));
        bring(topic);
        await keep.Ties.TieAsync(topic, topic.Thing, by, text, true, topic.IsShown, cancel);
        if (screened.IsHeld)
            db.Publish(() => new PostHeld(scope.Id, topic.Told(by), topic.Thing, screened.Reason));
        else
            db.Publish(() => new TopicOpened(scope.Id, topic.Told(by), topic.Place));
        await db.SaveChangesAsync(cancel);
        await keep.IndexAsync(topic, text.Plain, cancel, isNew: true);
        await transaction.CommitAsync(cancel);
        return topic.Id;
    }

    private void Bring(Topic topic, CheckedAsking asked, BroughtReview? review, ReviewMatter? matter)
    {
        review?.Begin(topic, matter!, gate.Now);
        if (asked.Expert is { } expert)
            db.Add(AskedExpert.Of(topic, expert, gate.Now));
    }

    private Task<bool> IsHeldAsync(long id, CancellationToken cancel) =>
        db.Set<Topic>().AnyAsync(t => t.Id == id && t.Standing != Standing.Shown, cancel);
}
