using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Tiers;

/// <summary>What a tier owes to the others of its community.</summary>
internal static class TierNeighbours
{
    public static void Check(string name, int rank, bool free, IReadOnlyList<Tier> others)
    {
        if (others.Any(t => string.Equals(t.Name, name, StringComparison.OrdinalIgnoreCase)))
            throw NameTaken(name);
        if (free && others.FirstOrDefault(t => t.IsFree) is { } existing)
            throw Refused.AtField("kind", "second_free_tier", "{0} is already the free tier; a community has only one.", existing.Name);
        // Everybody may join the free tier, and a rank opens all ranks below it.
        if (free && others.Any(t => t.Rank <= rank))
            throw Refused.AtField("rank", "free_tier_not_lowest", "The free tier must rank below all others, or joining would open paid content.");
        if (!free && others.FirstOrDefault(t => t.IsFree && t.Rank >= rank) is { } below)
            throw Refused.AtField("rank", "rank_not_above_free", "A paid tier ranks above {0}, which has rank {1} and is free.", below.Name, below.Rank);
    }

    /// <summary>The unique index decides between two that save at once.</summary>
    public static async Task SaveAsync(AppDb db, CancellationToken cancel)
    {
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException failure) when (failure.IsCollision() && failure.Entries.FirstOrDefault()?.Entity is Tier tier)
        {
            throw NameTaken(tier.Name);
        }
    }

    private static Refused NameTaken(string name) => Refused.AtField("name", "name_taken", "A tier named {0} already exists.", name);
}
