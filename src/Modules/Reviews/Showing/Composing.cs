using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui.Forms;
using Guildhall.Reviews.Comments;
using Guildhall.Reviews.Diffs;

namespace Guildhall.Reviews.Showing;

/// <summary>What the viewer wants to see of a review, and what they are writing: all of it stands in the address.</summary>
public sealed class Composing
{
    internal string Path { get; init; } = "";

    /// <summary><c>null</c> for the newest.</summary>
    internal int? Round { get; init; }

    /// <summary>The earlier round with which it is compared.</summary>
    internal int? Since { get; init; }

    internal bool IsSplit { get; init; }

    /// <summary>The one file that is shown; <c>null</c> for all that find room.</summary>
    internal int? File { get; init; }

    internal ChosenLines? At { get; init; }

    /// <summary>The thread that is answered.</summary>
    internal long? ReplyTo { get; init; }

    /// <summary>The comment whose words are changed.</summary>
    internal ReviewComment? Edits { get; init; }

    /// <summary>Whether the text begins with the chosen lines as a suggestion.</summary>
    internal bool Suggests { get; init; }

    internal string? Body { get; init; }

    /// <summary>What was begun there before; <c>null</c> for nothing.</summary>
    internal string? Draft { get; init; }

    /// <summary>The place of the draft of what is written now.</summary>
    internal static string DraftPlace(long review, ChosenLines? at, long? replyTo, long? edits) =>
        edits is not null ? $"review-{review}-edit-{edits}"
        : replyTo is not null ? $"review-{review}-reply-{replyTo}" : $"review-{review}-{at}";
    internal FormState? Form { get; init; }

    internal string Address(int? round = null, bool? split = null, int? file = null) => Links.To(Path,
        ("round", round ?? Round), ("since", round is null ? Since : null), ("view", split ?? IsSplit ? "split" : null), ("file", file ?? File));

    /// <summary>The form at some lines.</summary>
    internal string Choose(ChosenLines at, bool suggests = false) => Links.To(Path,
        ("view", IsSplit ? "split" : null), ("file", File), ("at", at), ("suggest", suggests ? "yes" : null)) + "#comment-form";

    internal string Answer(ReviewComment thread) => Links.To(Path,
        ("view", IsSplit ? "split" : null), ("file", File), ("reply", thread.Id)) + "#comment-form";

    /// <summary>The form with the words of a comment.</summary>
    internal string Edit(ReviewComment comment) => Links.To(Path,
        ("view", IsSplit ? "split" : null), ("file", File), ("edit", comment.Id)) + "#comment-form";

    /// <summary>A round beside an earlier one.</summary>
    internal string Compare(int? since) => Links.To(Path, ("round", Round), ("since", since), ("view", IsSplit ? "split" : null));

    /// <summary>The chosen lines as a block that can be taken over.</summary>
    internal static string Suggestion(DiffFile file, ChosenLines at) =>
        $"```suggestion\n{string.Join('\n', (file.Range(DiffSide.New, at.From, at.To) ?? []).Select(l => l.Text))}\n```";
}
