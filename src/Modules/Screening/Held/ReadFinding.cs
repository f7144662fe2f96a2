using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Screening.Deciding;
using Guildhall.Screening.Rules;
using Guildhall.Screening.Trials;
using Guildhall.Screening.Words;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Screening.Held;

/// <summary>A text with the watched words that stand in it now.</summary>
public sealed record MarkedText(string Text, IReadOnlyList<WordHit> Hits, IReadOnlyDictionary<long, string> Lists)
{
    /// <summary>The text in stretches, marked or not. Of two that overlap the first is marked.</summary>
    public IEnumerable<(string Text, bool IsMarked)> Stretches()
    {
        var at = 0;
        foreach (var hit in Hits)
        {
            if (hit.Start < at)
                continue;
            yield return (Text[at..hit.Start], false);
            yield return (Text.Substring(hit.Start, hit.Length), true);
            at = hit.Start + hit.Length;
        }
        yield return (Text[at..], false);
    }
}

/// <summary>A post that the screening held, as an operator looks at it.</summary>
internal sealed record SeenFinding(
    Thing Post, string Title, string? Path, string Reason, DateTime At, PostFate Fate, MarkedText Text);

/// <summary>Marks watched words in any text.</summary>
internal sealed class MarkText(AppDb db, ScreeningBooks books, CommunityScope scope)
{
    /// <summary>Words that posts are held for now.</summary>
    public async Task<MarkedText> RunAsync(string text, CancellationToken cancel)
    {
        var book = await books.GetAsync(scope.Id, cancel);
        return new MarkedText(text, book.Words.Find(text), book.Lists);
    }

    /// <summary>Words of all lists, be they on or off: for trying out.</summary>
    public async Task<MarkedText> TryAsync(string text, CancellationToken cancel)
    {
        var words = await db.Set<WatchedWord>().AsNoTracking()
            .Select(w => new WatchedEntry(w.Id, w.ListId, w.Text, w.Pinyin)).ToListAsync(cancel);
        var lists = await db.Set<WordList>().AsNoTracking().ToDictionaryAsync(l => l.Id, l => l.Name, cancel);
        return new MarkedText(text, new WordMatcher(words).Find(text), lists);
    }
}

/// <summary>Shows what the screening saw in a post. Whoever looks must also be let in by the gate: what is held moderators alone
/// read.</summary>
internal sealed class ReadFinding(AppDb db, LastPosts posts, MarkText mark, IThings things, CurrentMember member)
{
    public async Task<SeenFinding> OneAsync(string kind, long id, CancellationToken cancel)
    {
        var thing = new Thing(kind, id);
        var held = await db.Set<HeldReason>().AsNoTracking().SingleOrDefaultAsync(h => h.PostKind == kind && h.PostId == id, cancel);
        var known = (await things.FindAsync(db.CommunityId, [thing], member.Viewer, cancel)).GetValueOrDefault(thing);
        var post = (await posts.ManyAsync(db.CommunityId, [thing], cancel)).GetValueOrDefault(thing);
        return held is null || post is null || known is not { IsWhole: true } ? throw Refused.NotFound()
            : new SeenFinding(thing, known.Title, known.Path, held.Reason, held.At, post.Fate, await mark.RunAsync(TextOf(post), cancel));
    }

    private static string TextOf(RecentPost post)
    {
        var rendered = MarkdownRenderer.Render(post.Markdown);
        return new JudgedPost(post.Post.Kind, true, post.AuthorId, post.Title, post.Markdown, rendered.PlainFull, rendered.LinkTargets,
            post.At).Text;
    }
}
