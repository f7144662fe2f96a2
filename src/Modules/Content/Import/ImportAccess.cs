using System.Globalization;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Values;

namespace Guildhall.Content.Import;

/// <summary>What a front matter says about who may read.</summary>
internal static class ImportAccess
{
    /// <exception cref="RowRefused">It is neither open, nor space, nor a tier: better no article than one that is open by
    /// mistake.</exception>
    public static void Check(FrontValue? value, IReadOnlyList<TierOffer> tiers) => Read(value, tiers);

    /// <returns><c>null</c> where the front matter says nothing.</returns>
    /// <exception cref="RowRefused">See <see cref="Check"/>.</exception>
    public static (ArticleAccess Access, long? TierId)? Read(FrontValue? value, IReadOnlyList<TierOffer> tiers)
    {
        if (value is null)
            return null;
        if (value.Text.Equals("open", StringComparison.OrdinalIgnoreCase))
            return (ArticleAccess.Open, null);
        if (value.Text.Equals("space", StringComparison.OrdinalIgnoreCase))
            return (ArticleAccess.Space, null);
        if (tiers.FirstOrDefault(t => t.Slug.Equals(value.Text, StringComparison.OrdinalIgnoreCase)) is { } tier)
            return (ArticleAccess.Tier, tier.TierId);
        throw new RowRefused(ImportNote.Error(
            ImportTexts.BadAccess, value.Line.ToString(CultureInfo.InvariantCulture), value.Text.CutTo(60),
            string.Join(", ", tiers.Select(t => t.Slug))));
    }
}
