namespace Guildhall.Polls;

/// <summary>Addresses of this module.</summary>
internal static class PollPaths
{
    public const string Folder = "polls";

    public static string Of(string community, string code) => $"/c/{community}/{Folder}/{code}";

    public static string New(string community) => $"/c/{community}/{Folder}/new";

    /// <summary>
    /// The line that puts the poll into a text: a link in Markdown, so that it means something wherever the text goes.
    /// </summary>
    public static string Line(string community, Poll poll) => $"[{Escaped(poll.Question)}]({Of(community, poll.Code)})";

    // What would end the link's words, or make more of them than words.
    private static string Escaped(string question)
    {
        var escaped = new System.Text.StringBuilder(question.Length + 8);
        foreach (var c in question)
        {
            if ("\\`*_[]<>~|$&!:".Contains(c, StringComparison.Ordinal))
                escaped.Append('\\');
            escaped.Append(c);
        }
        return escaped.ToString();
    }
}
