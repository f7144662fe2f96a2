using Guildhall.Kernel.Values;

namespace Guildhall.Discussions.Reading;

/// <summary>What somebody said, as the beginning of a reply.</summary>
internal static class Quoting
{
    // Longer ones are cut: the whole stands above.
    private const int MaxLines = 12, MaxText = 1200;

    /// <summary>What was begun, with the quote behind it once.</summary>
    public static string? Behind(string? draft, string? quote) =>
        quote is null || string.IsNullOrWhiteSpace(draft) ? quote ?? draft
        : draft.ReplaceLineEndings("\n").Contains(quote.Trim(), StringComparison.Ordinal) ? draft
        : $"{draft.TrimEnd()}\n\n{quote}";

    public static string Of(string markdown, string author)
    {
        var text = markdown.ReplaceLineEndings("\n");
        var lines = text.CutTo(MaxText).Split('\n');
        // A quote in a quote is somebody else's.
        List<string> own = [.. lines.Where(l => !l.StartsWith('>')).SkipWhile(string.IsNullOrWhiteSpace).Take(MaxLines)];
        if (own.Count < lines.Length && own.Count == MaxLines)
            own.Add("…");
        var head = author.Length > 0 ? $"> **{author}**\n>\n" : "";
        return head + string.Join('\n', own.Select(l => l.Length == 0 ? ">" : $"> {l}")) + "\n\n";
    }
}
