namespace Guildhall.Kernel.Values;

/// <summary>How a text is rendered. The defaults suit an article body on our own pages.</summary>
public sealed record MarkdownOptions
{
    public static readonly MarkdownOptions Default = new();

    /// <summary>Longest source in UTF-16 units; a longer one is refused with <c>markdown_too_long</c>.</summary>
    public int MaxLength { get; init; } = 1_000_000;

    /// <summary>
    /// How many blocks are free to read where the text has no divider; headings do not count, but go along. A long block is cut short:
    /// no more than 30 % and some 300 of the words are free.
    /// </summary>
    public int PreviewBlocks { get; init; } = 2;

    /// <summary>
    /// How many levels the page itself has taken: 1 makes the outermost headings <c>h2</c>, so that the page keeps its one <c>h1</c>,
    /// and those below them follow without a gap. Levels stop at 6. 0 leaves them as they are.
    /// </summary>
    public int HeadingShift { get; init; } = 1;

    /// <summary>Drops a first heading that only repeats this title, which the page shows already.</summary>
    public string? TitleToStrip { get; init; }

    /// <summary>
    /// Stands before every id and before the target of every link into the same text, so that no text can claim an id of the page.
    /// Where one page shows several texts, give each its own. Latin letters, digits and hyphens.
    /// </summary>
    public string IdPrefix { get; init; } = "user-content-";

    /// <summary>
    /// Lets pictures come from other servers over https, which then learn who reads what. Off: the alternative text stays.
    /// </summary>
    public bool AllowRemoteImages { get; init; }

    /// <summary>Makes each picture a link to itself, with the class <c>zoom</c>, unless it is a link to something else.</summary>
    public bool LinkPictures { get; init; }

    /// <summary>
    /// Sees every link target but fragments (<c>#…</c>) as it stands in the HTML, percent-encoded, and answers with the one
    /// to use; <c>null</c> keeps the words and drops the link. The answer is held to the same rules as any target.
    /// </summary>
    public Func<string, string?>? RewriteLink { get; init; }

    /// <summary>The same for pictures; <c>null</c> leaves the alternative text in the picture's place.</summary>
    public Func<string, string?>? RewriteImage { get; init; }
}
