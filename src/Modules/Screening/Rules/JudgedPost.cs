using System.ComponentModel;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Screening.Folding;
using Guildhall.Screening.Words;

namespace Guildhall.Screening.Rules;

/// <summary>A post as rules see it, be it now or in a trial.</summary>
/// <param name="IsNew">Whether it is not an edit.</param>
/// <param name="Links">Targets as written.</param>
/// <param name="At">UTC.</param>
internal sealed record JudgedPost(
    string Kind, bool IsNew, long AuthorId, string Title, string Markdown, string Plain, IReadOnlyList<string> Links, DateTime At)
{
    /// <summary>All that can be read of it, and where its links lead.</summary>
    public string Text { get; } = string.Join("\n\n", ((IEnumerable<string>)[Title, Plain, .. Links]).Where(t => t.Length > 0));

    /// <summary>What is the same for texts that differ in marks, blanks and signs alone.</summary>
    public string Print => PrintOf(Title, Markdown);

    public static string PrintOf(string title, string markdown) => TextFolder.FoldWord(title + "\n" + markdown).Text;
}

/// <summary>Something that its author said before.</summary>
internal sealed class PastPost(RecentPost post)
{
    private string? _print;

    public string Kind => post.Post.Kind;

    public DateTime At => post.At;

    public PostFate Fate => post.Fate;

    /// <summary>As <see cref="JudgedPost.Print"/>; made when somebody compares it.</summary>
    public string Print => _print ??= JudgedPost.PrintOf(post.Title, post.Markdown);
}

/// <summary>A try to post.</summary>
internal readonly record struct Attempt(string Kind, DateTime At);

/// <summary>What the author said before, and how far they are trusted.</summary>
/// <param name="Shown">How many of their posts others read; exact up to 20.</param>
/// <param name="Recent">Newest first.</param>
internal sealed record AuthorPast(TrustLevel Level, int Shown, IReadOnlyList<PastPost> Recent)
{
    /// <summary>When they tried to post on this node lately, whether it is committed yet or not; newest first.</summary>
    public IReadOnlyList<Attempt> Attempts { get; init; } = [];
}

/// <summary>What speaks against a post.</summary>
/// <param name="Text">A text key; <paramref name="Args"/> fill its places.</param>
internal sealed record Finding(ScreeningVerdict Verdict, [Localizable(true)] string Text, params object[] Args)
{
    public IReadOnlyList<WordHit> Hits { get; init; } = [];

    /// <summary>Of a refusal: when the same may be said.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
