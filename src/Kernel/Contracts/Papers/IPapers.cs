namespace Guildhall.Kernel.Contracts.Papers;

/// <summary>
/// Makes a PDF of one page with lines in its middle, as of a certificate, with the one font that documents are written with.
/// </summary>
public interface IPapers
{
    /// <summary>Draws it. The same paper gives the same page.</summary>
    /// <exception cref="Http.Refused">503 pdf_font_missing: the program was built without its font.</exception>
    byte[] Draw(Paper paper);
}

/// <summary>A page, A4 across.</summary>
/// <param name="Title">For the window and the list of documents.</param>
/// <param name="Author">Who answers for it.</param>
/// <param name="LanguageTag">"zh-CN" or "en".</param>
/// <param name="At">UTC, when it was made.</param>
/// <param name="Lines">From top to bottom, each wrapped where it is too long.</param>
public sealed record Paper(string Title, string Author, string LanguageTag, DateTime At, IReadOnlyList<PaperLine> Lines);

/// <summary>A line in the middle of a page.</summary>
/// <param name="Size">In points, 6 to 60.</param>
/// <param name="Above">Points of room above it.</param>
public sealed record PaperLine(string Text, double Size, double Above = 8, bool IsBold = false, bool IsFaint = false);
