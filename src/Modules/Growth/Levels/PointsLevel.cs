using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Growth.Levels;

/// <summary>A step that members reach by what they have earned in all.</summary>
internal sealed class PointsLevel : ICommunityOwned
{
    public const int MaxName = 30, Most = 20;

    private PointsLevel() { }

    public long CommunityId { get; private set; }

    /// <summary>From 1, without gaps.</summary>
    public int Number { get; private set; }

    public string NameEn { get; private set; } = "";
    public string NameZh { get; private set; } = "";

    /// <summary>Points from which on one is on it; 0 for the first.</summary>
    public long Threshold { get; private set; }

    public static PointsLevel Of(long communityId, int number, LevelTerms terms) => new()
    {
        CommunityId = communityId,
        Number = number,
        NameEn = terms.NameEn,
        NameZh = terms.NameZh,
        Threshold = terms.Threshold,
    };
}

/// <summary>A level as it is decided.</summary>
internal sealed record LevelTerms(string NameEn, string NameZh, long Threshold)
{
    /// <summary>Nine, with the distances that Skool has (help.skool.com, "What are levels").</summary>
    public static readonly IReadOnlyList<LevelTerms> Usual =
    [
        new("Newcomer", "新人", 0),
        new("Apprentice", "学徒", 5),
        new("Contributor", "贡献者", 20),
        new("Builder", "工匠", 65),
        new("Mentor", "导师", 155),
        new("Expert", "专家", 515),
        new("Master", "大师", 2_015),
        new("Luminary", "宗师", 8_015),
        new("Legend", "传奇", 33_015),
    ];
}

internal sealed class PointsLevelMapping : IEntityTypeConfiguration<PointsLevel>
{
    public void Configure(EntityTypeBuilder<PointsLevel> builder)
    {
        builder.ToTable("points_levels");
        builder.HasKey(l => new { l.CommunityId, l.Number });
        builder.Property(l => l.Number).ValueGeneratedNever();
        builder.Property(l => l.NameEn).HasMaxLength(PointsLevel.MaxName);
        builder.Property(l => l.NameZh).HasMaxLength(PointsLevel.MaxName);
    }
}
