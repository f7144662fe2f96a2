using System.Globalization;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Reviews.Comments;
using Guildhall.Reviews.Diffs;
using Guildhall.Reviews.Requests;
using Guildhall.Reviews.Verdicts;

namespace Guildhall.Reviews.Showing;

/// <summary>A review as one viewer sees it, at one round.</summary>
public sealed class ReviewView
{
    internal Review Review { get; init; } = null!;
    internal TopicFacts Topic { get; init; } = null!;
    internal string Author { get; init; } = "";

    /// <summary>The rounds, the first first.</summary>
    internal IReadOnlyList<RoundRow> Rounds { get; init; } = [];

    /// <summary>The one that is shown; <c>null</c> while the first is fetched.</summary>
    internal RoundRow? Round { get; init; }

    /// <summary>The earlier round with which the shown one is compared; <c>null</c> where all of its changes are shown.</summary>
    internal RoundRow? Since { get; init; }

    internal Diff Diff { get; init; } = new([]);

    /// <summary>Threads in the order in which they were begun, as far as this viewer sees something of them.</summary>
    internal IReadOnlyList<ThreadView> Threads { get; init; } = [];

    internal IReadOnlyList<VerdictRow> Verdicts { get; init; } = [];
    internal IReadOnlyList<RequestRow> Requests { get; init; } = [];

    /// <summary>Whether this viewer may comment now.</summary>
    internal bool MayPost { get; init; }

    internal bool IsAuthor { get; init; }
    internal bool Moderates { get; init; }

    /// <summary>Whether the newest round is shown: only there are comments made, and only there they stand at their lines.</summary>
    internal bool IsNewest => Since is null && Round?.Number == Review.Rounds;

    /// <summary>How many suggestions the viewer may take over now.</summary>
    internal int Takeable => !IsNewest ? 0 : Threads.Sum(t => t.Comments.Count(c => c is { MayTake: true, Suggests: true }));

    internal IEnumerable<ThreadView> At(DiffFile file, DiffLine line) => !IsNewest ? []
        : Threads.Where(t => t.Root.OutdatedIn is null && t.Root.Path == file.Path && line.On(t.Root.Side) == t.Root.ToLine);

    internal IEnumerable<ThreadView> OutdatedIn(DiffFile file) =>
        !IsNewest ? [] : Threads.Where(t => t.Root.OutdatedIn is not null && t.Root.Path == file.Path);

    /// <summary>Of files that the newest round does not touch any more.</summary>
    internal IEnumerable<ThreadView> Elsewhere =>
        !IsNewest ? [] : Threads.Where(t => t.Root.OutdatedIn is not null && Diff.Files.All(f => f.Path != t.Root.Path));

    internal int Open => Threads.Count(t => t.Root.ResolvedAt is null && t.Root.DeletedAt is null);
}

/// <param name="IsOfSuggestions">Whether suggestions that were taken over made it.</param>
/// <param name="SuggestedBy">Whose they were; empty for a version of the author's own.</param>
internal sealed record RoundRow(int Number, int Files, int Added, int Removed, DateTime At, bool IsOfSuggestions, string SuggestedBy);

internal sealed record VerdictRow(long MemberId, string Name, string? Face, ReviewVerdict Kind, int Round, DateTime At);

/// <param name="Name">Of the person; <c>null</c> for a role and for everybody.</param>
/// <param name="IsOfViewer">Whether the viewer is one of those who are asked.</param>
internal sealed record RequestRow(
    long Id, AskedOf Of, string? Name, string? Role, DateTime? DueAt, DateTime At, bool IsAnswered, bool IsOfViewer);

/// <summary>Comments about the same lines.</summary>
public sealed class ThreadView
{
    internal ReviewComment Root { get; init; } = null!;
    internal IReadOnlyList<CommentRow> Comments { get; init; } = [];

    /// <summary>Whether this viewer may resolve it or open it again.</summary>
    internal bool MayResolve { get; init; }
}

/// <param name="Comment">Its words are shown only where <paramref name="IsGone"/> is false.</param>
/// <param name="IsGone">It was removed, and the viewer does not see it any more.</param>
/// <param name="MayEdit">Whether the viewer may change its words.</param>
/// <param name="MayTake">Whether the viewer may take its suggestion over.</param>
internal sealed record CommentRow(
    ReviewComment Comment, string Name, string? Face, bool IsGone, bool IsMine, bool MayEdit, bool MayDelete, bool MayTake, bool Suggests)
{
    /// <summary>Whether the viewer ignores whoever wrote it.</summary>
    public bool IsIgnored { get; init; }
}

/// <summary>
/// A place in the newest round at which somebody is about to comment; in addresses "3-new-10-12": the fourth file, lines 10 to 12 of the
/// new side.
/// </summary>
internal readonly record struct ChosenLines(int File, DiffSide Side, int From, int To)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{File}-{(Side == DiffSide.Old ? "old" : "new")}-{From}-{To}");

    public static ChosenLines? Parse(string? text) =>
        text?.Split('-') is [var file, "old" or "new", var from, var to] parts
        && Number(file) is { } index && Number(from) is { } first && Number(to) is { } last && first <= last
            ? new ChosenLines(index, parts[1] == "old" ? DiffSide.Old : DiffSide.New, first, last) : null;

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
