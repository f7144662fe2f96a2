using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Kernel.Settings;

/// <summary>A setting that an operator changed in the browser.</summary>
public sealed class Setting
{
    private Setting() { }

    /// <summary>As in configuration, such as <c>Guildhall:Mail:Host</c>.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Encrypted with the installation's keys where it is a secret.</summary>
    public string Value { get; private set; } = "";

    public bool IsSecret { get; private set; }
    public DateTime ChangedAt { get; private set; }
    public long ChangedBy { get; private set; }

    internal static Setting Of(string key) => new() { Key = key };

    internal void Change(string value, bool secret, long by, DateTime now) =>
        (Value, IsSecret, ChangedBy, ChangedAt) = (value, secret, by, now);
}

internal sealed class SettingMapping : IEntityTypeConfiguration<Setting>
{
    public void Configure(EntityTypeBuilder<Setting> builder)
    {
        builder.ToTable("settings");
        builder.HasKey(s => s.Key);
        builder.Property(s => s.Key).HasMaxLength(100);
        builder.Property(s => s.Value).HasMaxLength(8000);
        builder.HasOne<Member>().WithMany().HasForeignKey(s => s.ChangedBy).OnDelete(DeleteBehavior.Restrict);
    }
}
