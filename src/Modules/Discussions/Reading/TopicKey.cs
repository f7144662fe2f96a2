using System.Globalization;

namespace Guildhall.Discussions.Reading;

/// <summary>A place in a list of topics, which is ordered by when somebody last said something. In addresses: instant, id.</summary>
internal readonly record struct TopicKey(DateTime At, long Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.Ticks:x}-{Id:x}");

    /// <returns><c>null</c> for what is no key; the list then begins at its head.</returns>
    public static TopicKey? Parse(string? text) =>
        text?.Split('-') is [var at, var id]
        && long.TryParse(at, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var ticks)
        && ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
        && long.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? new TopicKey(new DateTime(ticks, DateTimeKind.Utc), number) : null;
}
