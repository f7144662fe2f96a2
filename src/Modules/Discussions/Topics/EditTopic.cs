using Guildhall.Discussions.History;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Topics;

/// <summary>Says a topic in other words; the former ones are kept.</summary>
internal sealed class EditTopic(AppDb db, TopicGate gate, RenderPost render, KeepPost keep, CommunityScope scope)
{
    private const int MaxTries = 5;

    /// <param name="draft">What is <c>null</c> stays as it is.</param>
    /// <param name="edition">The one that the writer saw; <c>null</c> overwrites whatever stands there.</param>
    /// <exception cref="Refused">409 where somebody else edited it meanwhile; 410 where it was deleted.</exception>
    public async Task RunAsync(long id, PostDraft draft, int? edition, CancellationToken cancel)
    {
        // What the draft leaves out is what stands there: where that changes meanwhile, it is read anew.
        for (var tries = 1; !await TryAsync(id, draft, edition, cancel); tries++)
            if (tries == MaxTries)
                throw Edits.ChangedMeanwhile();
    }

    private async Task<bool> TryAsync(long id, PostDraft draft, int? edition, CancellationToken cancel)
    {
        var seen = await db.Set<Topic>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == id && t.Kind != TopicKind.Comments, cancel)
            ?? throw Refused.NotFound();
        var by = await gate.RequireChangeAsync(seen, seen, cancel);
        var text = await render.TopicAsync(await FilledAsync(seen, draft, cancel), cancel);
        var (isHeld, reason) = await keep.ScreenAsync(Topic.OwnKind, id, by, text, cancel);

        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Topic, id, cancel);
        db.ChangeTracker.Clear();
        var topic = await db.Set<Topic>().SingleAsync(t => t.Id == id, cancel);
        if (topic.DeletedAt is not null)
            throw Edits.Gone();
        await db.RequireUnarchivedAsync(id, cancel);
        if (edition is { } known && known != topic.Edition)
            throw Edits.ChangedMeanwhile();
        if (topic.Edition != seen.Edition && draft.LeavesOut)
            return false;
        var wasShown = topic.IsShown;
        db.Add(PostRevision.Of(topic.Thing, topic, topic.Title, by, gate.Now));
        topic.Call(text.Title);
        topic.Say(text, gate.Now);
        await TagAsync(topic, text.Tags, cancel);
        if (isHeld && wasShown)
            topic.HoldAfter(wasShown);
        await keep.Ties.TieAsync(topic, topic.Thing, by, text, false, topic.IsShown, cancel);
        if (topic.Standing == Standing.Held && wasShown)
            db.Publish(() => new PostHeld(scope.Id, topic.Told(by), topic.Thing, reason));
        if (wasShown)
            db.Publish(() => new TopicEdited(scope.Id, topic.Told(by), topic.Place));
        await db.SaveChangesAsync(cancel);
        await keep.IndexAsync(topic, text.Plain, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    private async Task<PostDraft> FilledAsync(Topic topic, PostDraft draft, CancellationToken cancel) => new(
        draft.Title ?? topic.Title, draft.Body ?? topic.Markdown, draft.Tags ?? string.Join(' ',
            await db.Set<TopicTag>().Where(t => t.TopicId == topic.Id).Select(t => t.Tag).ToListAsync(cancel)));

    private async Task TagAsync(Topic topic, IReadOnlyList<string> tags, CancellationToken cancel)
    {
        var known = await db.Set<TopicTag>().Where(t => t.TopicId == topic.Id).ToListAsync(cancel);
        db.RemoveRange(known.Where(t => !tags.Contains(t.Tag)));
        db.AddRange(tags.Except(known.Select(t => t.Tag)).Select(t => TopicTag.Of(topic, t)));
    }
}

/// <summary>What stands in the way of an edit.</summary>
internal static class Edits
{
    public static Refused ChangedMeanwhile() => new("changed_meanwhile", 409,
        "Someone else changed this while you were editing, and nothing was saved yet. Compare their version with yours, then save again.");

    public static Refused Gone() => new("post_gone", 410,
        "This was deleted while you were writing, and nothing was saved. Your text is still here: copy it if you need it.");
}
