using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Notifications.Push;

/// <summary>A browser that takes pushes for a member, as its push service described it (W3C Push API).</summary>
internal sealed class PushSubscription
{
    private PushSubscription() { }

    public long Id { get; private set; }
    public long MemberId { get; private set; }

    /// <summary>SHA-256 of <see cref="Endpoint"/>, which is too long for an index.</summary>
    public string EndpointHash { get; private set; } = "";

    public string Endpoint { get; private set; } = "";

    /// <summary>Public key of the browser, P-256, base64url.</summary>
    public string P256dh { get; private set; } = "";

    /// <summary>16 random bytes of the browser, base64url.</summary>
    public string Auth { get; private set; } = "";

    /// <summary>The session in which it was switched on, and with which it ends; <c>null</c> for a program's own.</summary>
    public long? SessionId { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public static PushSubscription Of(
        long memberId, long? sessionId, string hash, string endpoint, string p256dh, string auth, DateTime now) => new()
    {
        MemberId = memberId,
        SessionId = sessionId,
        EndpointHash = hash,
        Endpoint = endpoint,
        P256dh = p256dh,
        Auth = auth,
        CreatedAt = now,
    };

    /// <summary>Whoever is signed in at the browser now gets its pushes, and nobody else.</summary>
    public void Become(long memberId, long? sessionId, string p256dh, string auth) =>
        (MemberId, SessionId, P256dh, Auth) = (memberId, sessionId, p256dh, auth);
}

internal sealed class PushSubscriptionMapping : IEntityTypeConfiguration<PushSubscription>
{
    public void Configure(EntityTypeBuilder<PushSubscription> builder)
    {
        builder.ToTable("push_subscriptions");
        builder.Property(s => s.EndpointHash).HasMaxLength(64);
        builder.Property(s => s.Endpoint).HasMaxLength(2000);
        builder.Property(s => s.P256dh).HasMaxLength(200);
        builder.Property(s => s.Auth).HasMaxLength(100);
        builder.HasOne<Member>().WithMany().HasForeignKey(s => s.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => s.EndpointHash).IsUnique();
        builder.HasIndex(s => s.MemberId);
    }
}
