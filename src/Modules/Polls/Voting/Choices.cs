using System.Globalization;
using Guildhall.Kernel.Http;

namespace Guildhall.Polls.Voting;

/// <summary>
/// What a ballot says, as the table keeps it: numbers of options with commas between them, in rising order, <c>1,4</c>; of a ranked poll in
/// the order of preference, <c>4,1</c>; of a rating each with its points, <c>1=5,4=2</c>. So equal ballots are equal texts.
/// </summary>
internal static class Choices
{
    public const int LeastPoints = 1, MostPoints = 5;

    /// <summary>Checks what somebody chose.</summary>
    /// <param name="options">Numbers of options; of a ranked poll the preferred first.</param>
    /// <param name="points">Of a rating, for each of them; <c>null</c> elsewhere.</param>
    /// <exception cref="Refused">At the field "options".</exception>
    public static string Of(Poll poll, int count, IReadOnlyList<int> options, IReadOnlyList<int>? points)
    {
        if (options.Count == 0)
            throw Wrong("options_missing", "Choose an option first.");
        if (options.Any(o => o < 1 || o > count) || options.Distinct().Count() != options.Count)
            throw Wrong("options_unknown", "Choose from the options, each at most once.");
        switch (poll.Kind)
        {
            case PollKind.Single when options.Count > 1:
                throw Wrong("options_too_many", "Choose one option.");
            case PollKind.Multiple when options.Count < poll.Min || options.Count > poll.Max:
                throw Refused.AtField("options", "options_count", "Choose {0} to {1} options.", poll.Min, poll.Max);
            case PollKind.Rating:
                if (points?.Count != options.Count || points.Any(p => p is < LeastPoints or > MostPoints))
                    throw Refused.AtField("options", "points_wrong", "Give {0} to {1} points.", LeastPoints, MostPoints);
                return string.Join(',', options.Zip(points).OrderBy(p => p.First).Select(p => string.Create(
                    CultureInfo.InvariantCulture, $"{p.First}={p.Second}")));
            default:
                return string.Join(',', (poll.Kind == PollKind.Ranked ? options : [.. options.Order()])
                    .Select(o => o.ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>Each option with its points; 0 where the kind knows none.</summary>
    public static IReadOnlyList<(int Option, int Points)> Read(string choices) =>
    [
        .. choices.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(c => c.Split('='))
            .Select(c => (int.Parse(c[0], CultureInfo.InvariantCulture),
                c.Length > 1 ? int.Parse(c[1], CultureInfo.InvariantCulture) : 0)),
    ];

    private static Refused Wrong(string code, [System.ComponentModel.Localizable(true)] string text) => Refused.AtField("options", code, text);
}
