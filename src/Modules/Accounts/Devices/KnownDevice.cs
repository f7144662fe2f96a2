using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Accounts.Devices;

/// <summary>A browser in which the member has signed in. It opens nothing: it keeps strangers' guesses out of the member's way.</summary>
internal sealed class KnownDevice
{
    private KnownDevice() { }

    public long MemberId { get; private set; }

    /// <summary>SHA-256 of the key in the browser's cookie.</summary>
    public string KeyHash { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    public DateTime LastSignInAt { get; private set; }
}

internal sealed class KnownDeviceMapping : IEntityTypeConfiguration<KnownDevice>
{
    public void Configure(EntityTypeBuilder<KnownDevice> builder)
    {
        builder.ToTable("known_devices");
        builder.HasKey(d => new { d.MemberId, d.KeyHash });
        builder.HasOne<Member>().WithMany().HasForeignKey(d => d.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(d => d.KeyHash).HasMaxLength(64);
        builder.HasIndex(d => d.LastSignInAt);
    }
}
