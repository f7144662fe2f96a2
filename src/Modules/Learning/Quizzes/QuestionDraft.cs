using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Learning.Courses;

namespace Guildhall.Learning.Quizzes;

/// <summary>A question as typed.</summary>
/// <param name="Kind">A word of <see cref="QuestionKind"/>.</param>
/// <param name="Answers">
/// Of choices an option a line, right ones with an asterisk in front; of true or false "true" or "false"; of a short text an accepted one a
/// line; of a number the number.
/// </param>
/// <param name="Tolerance">Of a number: how far an answer may be off; empty for not at all.</param>
internal sealed record QuestionDraft(string? Kind, string? Markdown, string? Answers, string? Tolerance, string? Explanation)
{
    public const int MaxText = 10_000, MaxOptions = 20, MaxOption = 500;

    /// <exception cref="Refused">At the field that cannot stand.</exception>
    /// <param name="prefix">Of the names of its fields.</param>
    public CheckedQuestion Check(string prefix = "")
    {
        var kind = EnumWords.Read<QuestionKind>(Kind) ?? throw Refused.AtField(prefix + "kind", "question_kind_unknown", "Choose a kind of question.");
        if (string.IsNullOrWhiteSpace(Markdown))
            throw Refused.AtField(prefix + "markdown", "question_missing", "Write the question.");
        var lines = (Answers ?? "").ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).ToList();
        if (lines.Count > MaxOptions || lines.Exists(l => l.Length > MaxOption))
            throw Refused.AtField(prefix + "answers", "options_too_many", "Give at most {0} options of {1} characters each.", MaxOptions, MaxOption);
        var right = kind switch
        {
            QuestionKind.Single or QuestionKind.Multiple => Choices(kind, lines, prefix),
            QuestionKind.TrueFalse => TrueOrFalse(lines, prefix),
            QuestionKind.ShortText => lines.Count > 0 ? new RightAnswer([], lines, 0, 0)
                : throw Refused.AtField(prefix + "answers", "answers_missing", "Give at least one accepted answer, a line each."),
            _ => Number(lines, prefix),
        };
        return new CheckedQuestion(kind, Markdown, CourseText.Render(Markdown, prefix + "markdown", MaxText, "question-"), Explanation ?? "",
            CourseText.Render(Explanation, prefix + "explanation", MaxText, "explanation-"), right);
    }

    private static RightAnswer Choices(QuestionKind kind, List<string> lines, string prefix)
    {
        List<Option> options = [.. lines.Select(l => new Option(l.TrimStart('*').Trim(), l.StartsWith('*')))];
        if (options.Count < 2 || options.Exists(o => o.Text.Length == 0))
            throw Refused.AtField(prefix + "answers", "options_too_few", "Give at least two options, a line each.");
        if (options.DistinctBy(o => o.Text).Count() < options.Count)
            throw Refused.AtField(prefix + "answers", "options_alike", "Two options say the same.");
        var right = options.Count(o => o.IsRight);
        return right == 0 || (kind == QuestionKind.Single && right > 1)
            ? throw (kind == QuestionKind.Single
                ? Refused.AtField(prefix + "answers", "right_option_missing", "Mark the one right option with an asterisk: * like this.")
                : Refused.AtField(prefix + "answers", "right_option_missing", "Mark every right option with an asterisk: * like this."))
            : new RightAnswer(options, [], 0, 0);
    }

    private static RightAnswer TrueOrFalse(List<string> lines, string prefix) => lines is [var word] && word is "true" or "false"
        ? new RightAnswer([new Option("true", lines[0] == "true"), new Option("false", lines[0] == "false")], [], 0, 0)
        : throw Refused.AtField(prefix + "answers", "true_or_false", "Write true or false.");

    private RightAnswer Number(List<string> lines, string prefix)
    {
        var number = (lines.Count == 1 ? SheetQuestion.NumberIn(lines[0]) : null)
            ?? throw Refused.AtField(prefix + "answers", "answer_no_number", "Enter a number, such as 3.14.");
        var off = string.IsNullOrWhiteSpace(Tolerance) ? 0 : SheetQuestion.NumberIn(Tolerance);
        return off is >= 0 ? new RightAnswer([], [], number, off.Value)
            : throw Refused.AtField(prefix + "tolerance", "answer_no_number", "Enter a number, such as 3.14.");
    }

    /// <summary>As it stands in a form.</summary>
    public static QuestionDraft Of(Question question)
    {
        var right = question.Right;
        var answers = question.Kind switch
        {
            QuestionKind.TrueFalse => right.Options.First(o => o.IsRight).Text,
            QuestionKind.ShortText => string.Join('\n', right.Accepted),
            QuestionKind.Number => Text(right.Number),
            _ => string.Join('\n', right.Options.Select(o => o.IsRight ? "* " + o.Text : o.Text)),
        };
        return new QuestionDraft(EnumWords.Of(question.Kind), question.Markdown, answers,
            right.Tolerance == 0 ? "" : Text(right.Tolerance), question.Explanation);
    }

    private static string Text(decimal number) => number.ToString("0.############", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>The same, checked and rendered.</summary>
internal sealed record CheckedQuestion(
    QuestionKind Kind, string Markdown, RenderedMarkdown Text, string Explanation, RenderedMarkdown ExplanationText, RightAnswer Right);
