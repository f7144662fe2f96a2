using System.Globalization;

namespace Guildhall.Kernel.Contracts;

/// <summary>
/// A past fact that a module publishes into the activity ledger in the same transaction as the change itself.
/// Records only: the ledger stores them as JSON under the name of their module and type in snake case
/// (<c>content.article_published</c>), so renaming one needs a migration.
/// </summary>
public interface IEvent
{
    /// <summary>The community in which it happened; 0 for facts of the whole installation.</summary>
    long CommunityId { get; }

    /// <summary>The member who did it; <c>null</c> when a clock, a webhook or a visitor did.</summary>
    long? ActorId { get; }

    /// <summary>What it was done to.</summary>
    Thing Subject { get; }

    /// <summary>
    /// Which of the pages that visitors see look different from now on. Say less than the whole community only where that is certain.
    /// </summary>
    Reach Reach => Reach.Community;
}

/// <summary>A reference to something a module owns, by the module's own word for it and its id, e.g. <c>article 17</c>.</summary>
public readonly record struct Thing(string Kind, long Id)
{
    /// <summary>Reads what <see cref="ToString"/> writes, such as "reply:12".</summary>
    /// <returns><c>null</c> for anything else.</returns>
    public static Thing? Parse(string? text) =>
        text?.Split(':') is [{ Length: > 0 and <= 40 } kind, var id]
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new Thing(kind, number) : null;

    public override string ToString() => $"{Kind}:{Id}";
}
