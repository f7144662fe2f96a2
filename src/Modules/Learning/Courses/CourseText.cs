using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Learning.Courses;

/// <summary>What somebody says of a course, as typed.</summary>
/// <param name="Access">"space", "open", "bought", or the slug of a tier.</param>
/// <param name="Outcomes">A line each.</param>
internal sealed record CourseDraft(
    string? Title, string? Summary, string? Markdown, string? Outcomes, string? Language, string? Access, bool HasCertificate)
{
    /// <exception cref="Refused">At the field that cannot stand.</exception>
    public CourseText Check(IReadOnlyList<TierOffer> tiers)
    {
        var (title, summary) = (CourseText.CheckTitle(Title, "title", CourseText.MaxTitle), Summary?.Trim() ?? "");
        if (summary.Length > CourseText.MaxSummary)
            throw Refused.AtField("summary", "summary_too_long", "A summary can have at most {0} characters.", CourseText.MaxSummary);
        var outcomes = (Outcomes ?? "").ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim().TrimStart('-', '*', '•').Trim())
            .Where(l => l.Length > 0).ToList();
        if (outcomes.Count > CourseText.MaxOutcomes || outcomes.Any(l => l.Length > CourseText.MaxOutcome))
            throw Refused.AtField("outcomes", "outcomes_too_long", "List at most {0} lines of {1} characters each.",
                CourseText.MaxOutcomes, CourseText.MaxOutcome);
        var language = Language?.Trim() is { Length: > 0 } typed ? typed : "en";
        if (language is not ("zh" or "en"))
            throw Refused.AtField("language", "language_unknown", "Choose Chinese or English.");
        var tier = Access is null or "" or "space" or "open" or "bought" ? null
            : tiers.FirstOrDefault(t => t.Slug == Access) ?? throw Refused.AtField("access", "tier_unknown", "This community has no such tier.");
        var access = tier is not null ? CourseAccess.Tier
            : EnumWords.Read<CourseAccess>(Access) ?? CourseAccess.Space;
        return new CourseText(title, summary, Markdown ?? "", CourseText.Render(Markdown, "markdown", CourseText.MaxMarkdown),
            string.Join('\n', outcomes), language, access, tier?.TierId, HasCertificate);
    }
}

/// <summary>The same, checked and rendered.</summary>
internal sealed record CourseText(
    string Title, string Summary, string Markdown, RenderedMarkdown Rendered, string Outcomes, string Language, CourseAccess Access,
    long? TierId, bool HasCertificate)
{
    public const int MaxTitle = 120, MaxSummary = 400, MaxMarkdown = 50_000, MaxOutcomes = 12, MaxOutcome = 160;

    /// <exception cref="Refused">It is missing or too long.</exception>
    public static string CheckTitle(string? title, string field, int most)
    {
        var text = title?.Trim() ?? "";
        return text.Length == 0 ? throw Refused.AtField(field, "title_missing", "Enter a title.")
            : text.Length > most ? throw Refused.AtField(field, "title_too_long", "A title can have at most {0} characters.", most) : text;
    }

    /// <exception cref="Refused">At the field: too long, or more than the pipeline takes.</exception>
    public static RenderedMarkdown Render(string? markdown, string field, int most, string prefix = "user-content-")
    {
        try
        {
            return MarkdownRenderer.Render(
                markdown ?? "", new MarkdownOptions { MaxLength = most, LinkPictures = true, IdPrefix = prefix });
        }
        catch (MarkdownRefused refused)
        {
            throw refused.AtField(field);
        }
    }
}
