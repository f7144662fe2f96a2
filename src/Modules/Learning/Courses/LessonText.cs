using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Learning.Courses;

/// <summary>What somebody says of a lesson, as typed.</summary>
/// <param name="Minutes">Empty for as long as its words take.</param>
/// <param name="Embed">An address of a film or of sound at a site that <see cref="Players"/> knows.</param>
/// <param name="PassingMark">Of a quiz, in percent.</param>
/// <param name="MaxAttempts">Of a quiz; empty for any number.</param>
internal sealed record LessonDraft(
    string? Title, string? Markdown, string? Minutes, string? Embed, bool IsPreview, bool IsRequired, string? PassingMark,
    string? MaxAttempts, bool MustPass)
{
    /// <exception cref="Refused">At the field that cannot stand.</exception>
    public LessonText Check(LessonKind kind)
    {
        var title = CourseText.CheckTitle(Title, "title", LessonText.MaxTitle);
        var minutes = Number(Minutes, "minutes", 1, Lesson.MaxMinutes);
        var embed = kind is LessonKind.Video or LessonKind.Audio && Embed?.Trim() is { Length: > 0 } typed
            ? Players.PlayerOf(typed) ?? throw Refused.AtField("embed", "embed_unknown",
                "Paste an address of {0}, or upload the file.", string.Join(", ", Players.Sites))
            : null;
        if (kind == LessonKind.Quiz && IsPreview)
            throw Refused.AtField("preview", "quiz_preview", "A quiz is for those who take the course, so it can't be a free preview.");
        var isQuiz = kind == LessonKind.Quiz;
        return new LessonText(
            title, Markdown ?? "", CourseText.Render(Markdown, "markdown", LessonText.MaxMarkdown), minutes, embed, IsPreview, IsRequired,
            isQuiz ? Number(PassingMark, "passingMark", 0, 100) ?? Lesson.DefaultMark : Lesson.DefaultMark,
            isQuiz ? Number(MaxAttempts, "maxAttempts", 1, Lesson.MaxAttemptsOffered) : null, isQuiz && MustPass);
    }

    private static int? Number(string? typed, string field, int least, int most) =>
        string.IsNullOrWhiteSpace(typed) ? null
        : int.TryParse(typed.Trim(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture,
            out var number)
            && number >= least && number <= most ? number
        : throw Refused.AtField(field, "number_out_of_range", "Enter a whole number from {0} to {1}.", least, most);
}

/// <summary>The same, checked and rendered.</summary>
/// <param name="Minutes"><c>null</c> where nobody said.</param>
internal sealed record LessonText(
    string Title, string Markdown, RenderedMarkdown Rendered, int? Minutes, string? EmbedUrl, bool IsPreview, bool IsRequired,
    int PassingMark, int? MaxAttempts, bool MustPass)
{
    public const int MaxTitle = 160, MaxMarkdown = 500_000;
}
