using System.Globalization;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Polls.Voting;

/// <summary>
/// A ballot as the form posts it: <c>options</c> for each chosen one; of a ranked poll <c>place-3=1</c> for the option that comes first;
/// of a rating <c>points-3=5</c>.
/// </summary>
internal sealed record TypedBallot(IReadOnlyList<int> Options, IReadOnlyList<int>? Points)
{
    public static readonly TypedBallot Nothing = new([], null);

    /// <summary>The same as it was cast before.</summary>
    public static TypedBallot Of(IReadOnlyList<(int Option, int Points)>? cast) =>
        cast is null ? Nothing : new([.. cast.Select(c => c.Option)], [.. cast.Select(c => c.Points)]);

    /// <exception cref="Refused">At the field "options": two options have the same place.</exception>
    public static TypedBallot Read(PollKind kind, IFormCollection form) => kind switch
    {
        PollKind.Ranked => Ranked([.. Numbers(form, "place-")]),
        PollKind.Rating => Rated([.. Numbers(form, "points-")]),
        _ => new([.. form["options"].Select(Number).OfType<int>()], null),
    };

    /// <summary>What was typed, even where it cannot stand.</summary>
    public static IReadOnlyDictionary<int, int> Raw(PollKind kind, IFormCollection form) =>
        Numbers(form, kind == PollKind.Ranked ? "place-" : "points-").GroupBy(n => n.Option).ToDictionary(n => n.Key, n => n.First().Number);

    private static TypedBallot Ranked((int Option, int Number)[] places) =>
        places.DistinctBy(p => p.Number).Count() == places.Length ? new([.. places.OrderBy(p => p.Number).Select(p => p.Option)], null)
            : throw Refused.AtField("options", "place_twice", "Give each place to one option only.");

    private static TypedBallot Rated((int Option, int Number)[] points) =>
        new([.. points.Select(p => p.Option)], [.. points.Select(p => p.Number)]);

    private static IEnumerable<(int Option, int Number)> Numbers(IFormCollection form, string prefix) =>
        from field in form
        where field.Key.StartsWith(prefix, StringComparison.Ordinal)
        let option = Number(field.Key[prefix.Length..])
        let number = Number(field.Value.ToString())
        where option is not null && number is not null
        select (option.Value, number.Value);

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
