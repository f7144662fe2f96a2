using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Reviews.Comments;

/// <summary>What somebody says, checked and rendered.</summary>
internal sealed record CommentText(string Markdown, string Html, string Plain, IReadOnlyList<string> Links)
{
    private const string Fence = "```suggestion";

    /// <exception cref="Refused">At the field "body".</exception>
    public static CommentText Of(string? typed)
    {
        var body = (typed ?? "").Trim().ReplaceLineEndings("\n");
        if (body.Length == 0)
            throw Refused.AtField("body", "body_missing", "Write something first.");
        if (body.Length > ReviewComment.MaxMarkdown)
            throw Refused.AtField("body", "body_too_long", "You have written {0} characters; {1} fit.", body.Length, ReviewComment.MaxMarkdown);
        try
        {
            var rendered = MarkdownRenderer.Render(body, new MarkdownOptions
            {
                MaxLength = ReviewComment.MaxMarkdown,
                HeadingShift = 3,
                IdPrefix = $"comment-{Guid.NewGuid():n}"[..16] + "-",
            });
            return new CommentText(body, rendered.FullHtml, rendered.PlainFull, rendered.LinkTargets);
        }
        catch (MarkdownRefused refused)
        {
            throw refused.AtField("body");
        }
    }

    /// <summary>
    /// The lines of the first block <c>```suggestion</c>: they are to stand in the place of the commented ones. No line at all takes those
    /// away.
    /// </summary>
    /// <returns><c>null</c> where nothing is suggested.</returns>
    public static IReadOnlyList<string>? SuggestionIn(string markdown)
    {
        List<string> lines = [.. markdown.Split('\n').Select(l => l.TrimEnd('\r'))];
        var begin = lines.FindIndex(l => l.TrimEnd() == Fence);
        var end = begin < 0 ? -1 : lines.FindIndex(begin + 1, l => l.TrimEnd() == "```");
        return end < 0 ? null : [.. lines.Skip(begin + 1).Take(end - begin - 1)];
    }
}
