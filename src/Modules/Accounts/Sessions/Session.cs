using Guildhall.Accounts.Credentials;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Accounts.Sessions;

/// <summary>One sign-in on one device. The device holds the key; the row only knows the key's hash.</summary>
internal sealed class Session
{
    private Session() { }

    public long Id { get; private set; }
    public long MemberId { get; private set; }

    /// <summary>SHA-256 of the key in the cookie.</summary>
    public string KeyHash { get; private set; } = "";

    /// <summary>How it was proven who signs in, in the words of RFC 8176: "pwd", "mfa", "hwk".</summary>
    public string Method { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    /// <summary>Exact to five minutes.</summary>
    public DateTime LastSeenAt { get; private set; }

    /// <summary>The network, not the machine: 203.0.113.0/24, 2001:db8:1::/48.</summary>
    public string Network { get; private set; } = "";

    /// <summary>Browser and system, e.g. "Firefox · Linux".</summary>
    public string Device { get; private set; } = "";

    /// <summary>UTC; <c>null</c> while it runs.</summary>
    public DateTime? EndedAt { get; private set; }

    public static Session Start(long memberId, string key, string method, string network, string device, DateTime now) => new()
    {
        MemberId = memberId,
        KeyHash = Secret.Hash(key),
        Method = method,
        Network = network,
        Device = device,
        CreatedAt = now,
        LastSeenAt = now,
    };
}

internal sealed class SessionMapping : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("sessions");
        builder.HasOne<Member>().WithMany().HasForeignKey(s => s.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(s => s.KeyHash).HasMaxLength(64);
        builder.Property(s => s.Method).HasMaxLength(10);
        builder.Property(s => s.Network).HasMaxLength(60);
        builder.Property(s => s.Device).HasMaxLength(80);
        builder.HasIndex(s => s.KeyHash).IsUnique();
        builder.HasIndex(s => new { s.MemberId, s.EndedAt });
        builder.HasIndex(s => s.LastSeenAt);
    }
}
