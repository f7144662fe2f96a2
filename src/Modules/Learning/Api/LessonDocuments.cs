using System.Globalization;
using Guildhall.Kernel.Values;
using Guildhall.Learning.Courses;
using Guildhall.Learning.Figures;
using Guildhall.Learning.Quizzes;
using Guildhall.Learning.Studying;

namespace Guildhall.Learning.Api;

/// <param name="Open">Whether the caller may take it now; if not, all that it holds is empty or null.</param>
/// <param name="OpensAt">UTC, where its day is still to come for the caller.</param>
/// <param name="Media">A link to its file that is good for some minutes.</param>
/// <param name="Embed">Address of a player of another site.</param>
/// <param name="FurthestSecond">As far as the caller has played it.</param>
/// <param name="Edition">For `edition` when it is revised.</param>
public sealed record LessonDocument(
    long Id, long CourseId, long SectionId, string Title, string Path, LessonKind Kind, int Minutes, bool Preview, bool Required,
        CourseState State,
    bool Open, DateTime? OpensAt, string Markdown, string Html, string? Media, string? FileName, string? Embed, bool Done,
        int FurthestSecond,
    int PassingMark, int? MaxAttempts, bool MustPass, int Edition)
{
    internal static LessonDocument Of(SeenLesson seen, string community, string? media)
    {
        var (lesson, open) = (seen.Lesson, seen.IsOpen);
        return new(
            lesson.Id, lesson.CourseId, lesson.SectionId, lesson.Title, CoursePaths.Lesson(community, lesson.Id), lesson.Kind,
                lesson.Minutes,
            lesson.IsPreview, lesson.IsRequired, lesson.State, open,
            seen.In.Sections.FirstOrDefault(s => s.Section.Id == lesson.SectionId)?.OpensAt, open ? lesson.Markdown : "",
            open ? lesson.Html : "", media, open && lesson.FileId is not null ? lesson.FileName : null, open ? lesson.EmbedUrl : null,
            seen.Line.IsDone, seen.Progress?.FurthestSecond ?? 0, lesson.PassingMark, lesson.MaxAttempts, lesson.MustPass, lesson.Edition);
    }
}

/// <param name="Second">The furthest that was played; null where there is nothing to play.</param>
public sealed record LessonPlace(int? Second);

/// <param name="Answers">For each question in its order what was chosen or typed.</param>
public sealed record AnswerSheet(IReadOnlyList<IReadOnlyList<string>?>? Answers);

/// <param name="Judged">Null while it is open, as are the figures.</param>
public sealed record AttemptDocument(
    int Number, DateTime StartedAt, DateTime? Judged, int? Right, int Total, int? Percent, bool? Passed, int? AttemptsLeft,
    IReadOnlyList<AskedQuestion> Questions)
{
    internal static AttemptDocument Of(Attempt attempt, QuizState state)
    {
        var (isJudged, given) = (attempt.JudgedAt is not null, attempt.Given);
        return new(attempt.Number, attempt.StartedAt, attempt.JudgedAt, isJudged ? attempt.Right : null, attempt.Total,
            isJudged ? attempt.Percent : null, isJudged ? attempt.Passed : null, state.Left,
            [.. attempt.Sheet.Questions.Select((q, i) => new AskedQuestion(
                q.Kind, q.Html, [.. q.Right.Options.Select(o => o.Text)], isJudged ? given[i] : null, isJudged ? q.IsRight(given[i]) : null,
                isJudged ? q.ExplanationHtml : null, isJudged && state.ShowsRight ? q.RightOnes : null))]);
    }
}

/// <param name="Options">Of choices, in the order of this attempt.</param>
/// <param name="Answer">What was answered; null while the attempt is open, as is all that follows.</param>
/// <param name="RightAnswer">Null also as long as the member may try again.</param>
public sealed record AskedQuestion(
    QuestionKind Kind, string Html, IReadOnlyList<string> Options, IReadOnlyList<string>? Answer, bool? Right, string? Explanation,
    IReadOnlyList<string>? RightAnswer);

public sealed record QuestionsDocument(IReadOnlyList<QuestionInput>? Items);

/// <param name="Options">Of choices.</param>
/// <param name="Accepted">Of a short text: each of these is right.</param>
/// <param name="IsTrue">Of true or false: which of them is right.</param>
/// <param name="Number">Of a number.</param>
/// <param name="Tolerance">How far a number may be off; null for not at all.</param>
public sealed record QuestionInput(
    QuestionKind? Kind, string? Markdown, IReadOnlyList<ChoiceInput>? Options, IReadOnlyList<string>? Accepted, bool? IsTrue,
        decimal? Number,
    decimal? Tolerance, string? Explanation)
{
    internal QuestionDraft Draft => new(
        Kind is { } kind ? EnumWords.Of(kind) : null, Markdown,
        Kind switch
        {
            QuestionKind.TrueFalse => IsTrue is { } isTrue ? (isTrue ? "true" : "false") : "",
            QuestionKind.ShortText => string.Join('\n', Accepted ?? []),
            QuestionKind.Number => Number?.ToString(CultureInfo.InvariantCulture),
            _ => string.Join('\n', (Options ?? []).OfType<ChoiceInput>()
                .Select(o => (o.Right ? "* " : "") + (o.Text ?? "").ReplaceLineEndings(" ").TrimStart('*', ' '))),
        },
        Tolerance?.ToString(CultureInfo.InvariantCulture), Explanation);

    internal static QuestionInput Of(Question question)
    {
        var right = question.Right;
        return new(question.Kind, question.Markdown,
            question.Kind is QuestionKind.Single or QuestionKind.Multiple
                ? [.. right.Options.Select(o => new ChoiceInput(o.Text, o.IsRight))] : null,
            question.Kind == QuestionKind.ShortText ? right.Accepted : null,
            question.Kind == QuestionKind.TrueFalse ? right.Options[0].IsRight : null,
            question.Kind == QuestionKind.Number ? right.Number : null, question.Kind == QuestionKind.Number ? right.Tolerance : null,
            question.Explanation);
    }
}

public sealed record ChoiceInput(string? Text, bool Right);

/// <param name="Attempts">Judged ones that were counted, the latest 2,000 at most.</param>
/// <param name="Items">Questions of today in their order, then those that stood there before.</param>
public sealed record QuestionResultsDocument(int Attempts, IReadOnlyList<QuestionResultDocument> Items)
{
    internal static QuestionResultsDocument Of(QuestionResults results) => new(results.Attempts,
        [.. results.Questions.Select(q => new QuestionResultDocument(q.Position, q.Kind, q.Html, q.Asked, q.Right, q.Share,
            [.. q.Options.Select(o => new OptionResultDocument(o.Text, o.IsRight, o.Chosen))]))]);
}

/// <param name="Position">From 1; null where the quiz does not ask it any more.</param>
/// <param name="Share">Right of asked, 0 to 1; null where nobody was asked.</param>
/// <param name="Options">Of choices.</param>
public sealed record QuestionResultDocument(
    int? Position, QuestionKind Kind, string Html, int Asked, int Right, double? Share, IReadOnlyList<OptionResultDocument> Options);

/// <param name="Chosen">In so many attempts.</param>
public sealed record OptionResultDocument(string Text, bool Right, int Chosen);
