using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Memberships.Access;

/// <summary>Ends one grant early, from an instant on; what the grant opened before stays true then. Never changed, never deleted.</summary>
internal sealed class Revocation : ICommunityOwned
{
    public const int ReasonLength = 200;

    private Revocation() { }

    public long GrantId { get; private set; }
    public long CommunityId { get; private set; }
    public DateTime EffectiveAt { get; private set; }

    /// <summary>A text key or a person's words.</summary>
    public string Reason { get; private set; } = "";

    public string BecauseKind { get; private set; } = "";
    public long BecauseId { get; private set; }
    public Thing Because => new(BecauseKind, BecauseId);

    public static Revocation Of(Grant grant, string reason, Thing because, DateTime now) =>
        Of(grant.Id, grant.CommunityId, reason, because, now);

    /// <inheritdoc cref="Of(Grant, string, Thing, DateTime)"/>
    public static Revocation Of(long grantId, long communityId, string reason, Thing because, DateTime now) => new()
    {
        GrantId = grantId,
        CommunityId = communityId,
        EffectiveAt = now,
        Reason = reason.CutTo(ReasonLength),
        BecauseKind = because.Kind,
        BecauseId = because.Id,
    };
}

internal sealed class RevocationMapping : IEntityTypeConfiguration<Revocation>
{
    public void Configure(EntityTypeBuilder<Revocation> builder)
    {
        builder.ToTable("revocations");
        // The key is the grant: a grant ends early once.
        builder.HasKey(r => r.GrantId);
        builder.Property(r => r.GrantId).ValueGeneratedNever();
        builder.Property(r => r.Reason).HasMaxLength(Revocation.ReasonLength);
        builder.Property(r => r.BecauseKind).HasMaxLength(40);
        builder.Ignore(r => r.Because);
        builder.HasIndex(r => new { r.CommunityId, r.EffectiveAt });
        builder.HasIndex(r => r.EffectiveAt);
        builder.HasOne<Grant>().WithOne(g => g.Revocation).HasForeignKey<Revocation>(r => r.GrantId).OnDelete(DeleteBehavior.Restrict);
    }
}
