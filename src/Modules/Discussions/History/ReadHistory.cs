using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Guildhall.Discussions.Reading;
using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.History;

/// <summary>One edit: what changed from the words before.</summary>
/// <param name="By"><c>null</c> where the viewer does not learn who it is.</param>
/// <param name="TitleBefore"><c>null</c> where the title stayed.</param>
/// <param name="Lines">Lines that went, came and stayed; <c>null</c> where there are too many to compare.</param>
internal sealed record SeenEdit(
    int Edition, string? By, DateTime At, string? TitleBefore, string? TitleAfter, IReadOnlyList<DiffLine>? Lines);

/// <summary>A line of a difference.</summary>
/// <param name="Mark">'+' came, '-' went, ' ' stayed.</param>
internal sealed record DiffLine(char Mark, string Text);

/// <summary>A post with its edits, the newest first.</summary>
internal sealed record PostHistory(Topic Topic, Thing Post, string Path, IReadOnlyList<SeenEdit> Edits, int? Older);

/// <summary>Reads how a post came to be what it is. Whoever reads the post may; of what is deleted, those who still see it.</summary>
internal sealed class ReadHistory(AppDb db, ReadTopic read, TopicGate gate, CommunityScope scope)
{
    /// <summary>Edits on one page.</summary>
    public const int PageSize = 10;

    // Comparing takes quadratic time where everything differs.
    private const int MaxLines = 2000;

    /// <param name="before">Edits of earlier editions than this.</param>
    public async Task<PostHistory> OfTopicAsync(long id, int? before, CancellationToken cancel)
    {
        var topic = await db.Set<Topic>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == id && t.Kind != TopicKind.Comments, cancel);
        await gate.RequireReadAsync(topic, cancel);
        return await HistoryAsync(topic!, topic!, topic!.Thing, topic.Title, TopicPaths.Of(scope.Required.Slug, id), before, cancel);
    }

    /// <inheritdoc cref="OfTopicAsync"/>
    public async Task<PostHistory> OfReplyAsync(long id, int? before, CancellationToken cancel)
    {
        var (topic, reply) = await read.ReplyAsync(id, cancel);
        return await HistoryAsync(topic, reply, reply.Thing, "", TopicPaths.Reply(scope.Required.Slug, id), before, cancel);
    }

    private async Task<PostHistory> HistoryAsync(
        Topic topic, Post post, Thing thing, string title, string path, int? before, CancellationToken cancel)
    {
        var rows = await db.Set<PostRevision>().AsNoTracking()
            .Where(r => r.PostKind == thing.Kind && r.PostId == thing.Id && (before == null || r.Edition < before))
            .OrderByDescending(r => r.Edition).Take(PageSize + 1)
            .Join(db.Members, r => r.ReplacedBy, m => m.Id, (r, m) => new { Revision = r, By = m.Name })
            .OrderByDescending(r => r.Revision.Edition).ToListAsync(cancel);
        var shown = rows.Take(PageSize).ToList();
        var (newTitle, newText) = await AfterAsync(post, thing, title, before, cancel);
        var edits = new List<SeenEdit>();
        foreach (var row in shown)
        {
            var old = row.Revision;
            var hides = post.Told(old.ReplacedBy) is null && !gate.IsAuthor(old.ReplacedBy);
            edits.Add(new SeenEdit(old.Edition + 1, hides ? null : row.By, old.ReplacedAt, old.Title == newTitle ? null : old.Title,
                old.Title == newTitle ? null : newTitle, Compare(old.Markdown, newText)));
            (newTitle, newText) = (old.Title, old.Markdown);
        }
        return new PostHistory(topic, thing, path, edits, rows.Count > PageSize ? shown[^1].Revision.Edition : null);
    }

    /// <summary>The words that the newest edit of this page led to.</summary>
    private async Task<(string Title, string Text)> AfterAsync(Post post, Thing thing, string title, int? before, CancellationToken cancel)
    {
        if (before is not { } edition)
            return (title, post.Markdown);
        var next = await db.Set<PostRevision>().AsNoTracking()
            .SingleOrDefaultAsync(r => r.PostKind == thing.Kind && r.PostId == thing.Id && r.Edition == edition, cancel);
        return next is null ? (title, post.Markdown) : (next.Title, next.Markdown);
    }

    public static IReadOnlyList<DiffLine>? Compare(string before, string after)
    {
        if (before.AsSpan().Count('\n') + after.AsSpan().Count('\n') > MaxLines)
            return null;
        return [.. InlineDiffBuilder.Diff(before, after, ignoreWhiteSpace: false).Lines.Select(l => new DiffLine(l.Type switch
        {
            ChangeType.Inserted => '+',
            ChangeType.Deleted => '-',
            _ => ' ',
        }, l.Text))];
    }
}
