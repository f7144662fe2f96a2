using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Learning.Quizzes;

/// <summary>The questions of one attempt, shuffled, with what answers them.</summary>
internal sealed record Sheet(IReadOnlyList<SheetQuestion> Questions)
{
    /// <summary>As the quiz stands now. The options of choices are shuffled; true and false stay where one looks for them.</summary>
    public static Sheet Of(IEnumerable<Question> questions) => new([.. questions.Select(q =>
    {
        var right = q.Right;
        Option[] options = [.. right.Options];
        if (q.Kind is QuestionKind.Single or QuestionKind.Multiple)
            RandomNumberGenerator.Shuffle(options.AsSpan());
        return new SheetQuestion(q.Id, q.Kind, q.Html, q.ExplanationHtml, right with { Options = options });
    })]);
}

/// <summary>One of them.</summary>
/// <param name="Id">Of the question that it was made of.</param>
internal sealed record SheetQuestion(long Id, QuestionKind Kind, string Html, string ExplanationHtml, RightAnswer Right)
{
    public const int MaxAnswer = 200;

    [JsonIgnore]
    public bool IsChoice => Kind is QuestionKind.Single or QuestionKind.Multiple or QuestionKind.TrueFalse;

    /// <summary>What was typed or chosen, in one form: places of options from 0, else one text.</summary>
    /// <exception cref="Refused">At the field: a number that is none, an option that is not there, a text that is too long.</exception>
    public IReadOnlyList<string> Read(IReadOnlyList<string> typed, string field)
    {
        if (IsChoice)
        {
            var places = typed.Where(t => t.Length > 0).Distinct().ToList();
            return places.TrueForAll(IsPlace) && (Kind == QuestionKind.Multiple || places.Count <= 1)
                ? [.. places.Order(StringComparer.Ordinal)]
                : throw Refused.AtField(field, "option_unknown", "Choose from the options.");
        }
        var text = typed.Count > 0 ? typed[0].Trim() : "";
        if (text.Length > MaxAnswer)
            throw Refused.AtField(field, "answer_too_long", "An answer can have at most {0} characters.", MaxAnswer);
        if (Kind == QuestionKind.Number && text.Length > 0 && NumberIn(text) is null)
            throw Refused.AtField(field, "answer_no_number", "Enter a number, such as 3.14.");
        return text.Length == 0 ? [] : [text];
    }

    /// <summary>Whether it is all right: nothing answered is wrong.</summary>
    public bool IsRight(IReadOnlyList<string> answer) => answer.Count > 0 && Kind switch
    {
        QuestionKind.ShortText => Right.Accepted.Any(a => Plain(a) == Plain(answer[0])),
        QuestionKind.Number => NumberIn(answer[0]) is { } number && Math.Abs(number - Right.Number) <= Right.Tolerance,
        _ => Right.Options.Index().All(o => o.Item.IsRight == answer.Contains(o.Index.ToString(CultureInfo.InvariantCulture))),
    };

    /// <summary>What would have been right, as people read it.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> RightOnes => Kind switch
    {
        QuestionKind.ShortText => Right.Accepted,
        QuestionKind.Number => [Right.Number.ToString("0.############", CultureInfo.InvariantCulture)],
        _ => [.. Right.Options.Where(o => o.IsRight).Select(o => o.Text)],
    };

    private bool IsPlace(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < Right.Options.Count;

    /// <summary>Full-width digits and signs count as their plain ones; a comma among the digits as their point.</summary>
    internal static decimal? NumberIn(string text) =>
        decimal.TryParse(WellFormed.Compatible(text).Trim().Replace(',', '.').Replace('−', '-'),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Case, width and the number of blanks do not count.</summary>
    private static string Plain(string text) => string.Join(
        ' ', WellFormed.Compatible(text).ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
