using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
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
internal sealed record MarkedText(string Text, IReadOnlyList<WordHit> Hits, IReadOnlyDictionary<long, string> Lists)
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
internal sealed record SeenFinding(Thing Post, string Title, string Reason, DateTime At, PostFate Fate, MarkedText Text);

/// <summary>Shows what the screening sees in a text.</summary>
internal sealed class ReadFinding(AppDb db, LastPosts posts, ScreeningBooks books, CommunityScope scope, Guard guard)
{
    public async Task<SeenFinding> OneAsync(string kind, long id, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.ManageScreening, cancel);
        // Moderators alone read what is held: to try words is another thing.
        await guard.RequireAsync(Permissions.ModerateTopics, cancel);
        var held = await db.Set<HeldReason>().AsNoTracking().SingleOrDefaultAsync(h => h.PostKind == kind && h.PostId == id, cancel)
            ?? throw Refused.NotFound();
        var thing = new Thing(kind, id);
        var post = (await posts.ManyAsync(scope.Id, [thing], cancel)).GetValueOrDefault(thing) ?? throw Refused.NotFound();
        return new SeenFinding(thing, post.Title, held.Reason, held.At, post.Fate, await MarkAsync(TextOf(post), cancel));
    }

    /// <summary>What stands in any text, with the words that are on.</summary>
    public async Task<MarkedText> MarkAsync(string text, CancellationToken cancel)
    {
        var book = await books.GetAsync(scope.Id, cancel);
        return new MarkedText(text, book.Words.Find(text), book.Lists);
    }

    private static string TextOf(RecentPost post)
    {
        var rendered = MarkdownRenderer.Render(post.Markdown);
        return new JudgedPost(post.Post.Kind, true, post.AuthorId, post.Title, post.Markdown, rendered.PlainFull, rendered.LinkTargets, post.At).Text;
    }
}
