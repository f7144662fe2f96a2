using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Guildhall.Memberships.Tiers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Memberships.Members;

/// <summary>The document behind a membership that nobody paid for: who gave it, to whom, and why.</summary>
internal sealed class Gift : ICommunityOwned
{
    public const string Kind = "gift";
    public const int NoteLength = 300;

    private Gift() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long MemberId { get; private set; }
    public long TierId { get; private set; }

    /// <summary>Exclusive; <c>null</c> for no end.</summary>
    public DateTime? Until { get; private set; }

    public string Note { get; private set; } = "";
    public long GivenBy { get; private set; }
    public DateTime GivenAt { get; private set; }

    public Thing Document => new(Kind, Id);

    public static Gift Give(long communityId, long memberId, long tierId, DateTime? until, string note, long by, DateTime now) => new()
    {
        CommunityId = communityId,
        MemberId = memberId,
        TierId = tierId,
        Until = until,
        Note = note,
        GivenBy = by,
        GivenAt = now,
    };
}

internal sealed class GiftMapping : IEntityTypeConfiguration<Gift>
{
    public void Configure(EntityTypeBuilder<Gift> builder)
    {
        builder.ToTable("gifts");
        builder.Property(g => g.Note).HasMaxLength(Gift.NoteLength);
        builder.Ignore(g => g.Document);
        builder.HasIndex(g => new { g.CommunityId, g.MemberId });
        builder.HasOne<Tier>().WithMany().HasForeignKey(g => g.TierId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(g => g.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(g => g.GivenBy).OnDelete(DeleteBehavior.Restrict);
    }
}
