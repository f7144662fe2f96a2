using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Communities.Spaces;

/// <summary>A place of a community, such as a column of articles, and which tier reads it.</summary>
internal sealed class Space : ICommunityOwned
{
    /// <summary>Enough to see what an article is about, too little to have read it.</summary>
    public const int DefaultPreviewBlocks = 2;

    public const int MaxPreviewBlocks = 20, MaxPlanned = 10_000;

    private Space() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public string Slug { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string Description { get; private set; } = "";
    public SpaceKind Kind { get; private set; }

    /// <summary>Its place in the menu; equal ones by age.</summary>
    public int Order { get; private set; }

    /// <summary>The tier that reads it; <c>null</c> for an open space. A tier of Memberships: no foreign key crosses modules.</summary>
    public long? TierId { get; private set; }

    public int PreviewBlocks { get; private set; } = DefaultPreviewBlocks;

    /// <summary>Who posts in it, where members do.</summary>
    public Posting Posting { get; private set; }

    /// <summary>The tier that posts in it; only with <see cref="Posting.Tier"/>.</summary>
    public long? PostTierId { get; private set; }

    /// <summary>In which order a column shows its articles.</summary>
    public SpaceSorting Sorting { get; private set; }

    /// <summary>How many articles a column shall have in the end, 1 to <see cref="MaxPlanned"/>; <c>null</c> where nobody has said.</summary>
    public int? Planned { get; private set; }

    /// <summary>Address of the picture that its operators chose for it; <c>null</c> where one is drawn.</summary>
    public string? Cover { get; private set; }

    public DateTime CreatedAt { get; private set; }

    /// <summary>UTC; <c>null</c> while it is in use.</summary>
    public DateTime? ArchivedAt { get; private set; }

    public long? ArchivedBy { get; private set; }

    public bool IsArchived => ArchivedAt is not null;

    /// <summary>Whether somebody has made it theirs: described it, opened it to others, took it out of use.</summary>
    /// <param name="tierId">The tier to which it was made open.</param>
    public bool IsArrangedSince(long? tierId) => Description.Length > 0 || TierId != tierId || PreviewBlocks != DefaultPreviewBlocks
        || Posting != Posting.Team || Sorting != SpaceSorting.Arranged || Planned is not null || Cover is not null || IsArchived;

    public static Space Create(
        long communityId, string slug, SpaceKind kind, int order, string name, string description, DateTime now) => new()
    {
        CommunityId = communityId,
        Slug = slug,
        Kind = kind,
        Order = order,
        Name = name,
        Description = description,
        CreatedAt = now,
    };

    public void Describe(string name, string description) => (Name, Description) = (name, description);

    public void MoveTo(int order) => Order = order;

    public void OpenTo(long? tierId, int previewBlocks) => (TierId, PreviewBlocks) = (tierId, previewBlocks);

    public void LetPost(Posting posting, long? tierId) => (Posting, PostTierId) = (posting, tierId);

    public void Sort(SpaceSorting sorting, int? planned) => (Sorting, Planned) = (sorting, planned);

    /// <param name="path"><c>null</c> takes the cover away.</param>
    public void CoverWith(string? path) => Cover = path;

    public void Archive(long memberId, DateTime now)
    {
        if (!IsArchived)
            (ArchivedAt, ArchivedBy) = (now, memberId);
    }

    public void TakeBack() => (ArchivedAt, ArchivedBy) = (null, null);
}

internal sealed class SpaceMapping : IEntityTypeConfiguration<Space>
{
    public void Configure(EntityTypeBuilder<Space> builder)
    {
        builder.ToTable("spaces");
        builder.Property(s => s.Slug).HasMaxLength(80);
        builder.Property(s => s.Name).HasMaxLength(60);
        builder.Property(s => s.Description).HasMaxLength(300);
        builder.Property(s => s.Posting).HasDefaultValue(Posting.Team);
        builder.Property(s => s.Sorting).HasDefaultValue(SpaceSorting.Arranged);
        builder.Property(s => s.Cover).HasMaxLength(200);
        builder.Property(s => s.Order).HasColumnName("position");
        builder.HasIndex(s => new { s.CommunityId, s.Slug }).IsUnique();
        builder.HasOne<Community>().WithMany().HasForeignKey(s => s.CommunityId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(s => s.ArchivedBy).OnDelete(DeleteBehavior.Restrict);
    }
}
