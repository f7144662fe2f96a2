using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Accounts.Profiles;

/// <summary>A handle that a member gave up. For a while nobody else gets it, who would be taken for them.</summary>
internal sealed class FormerHandle
{
    /// <summary>How long it stays theirs.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromDays(90);

    private FormerHandle() { }

    public long Id { get; private set; }
    public long MemberId { get; private set; }
    public string HandleKey { get; private set; } = "";
    public DateTime GivenUpAt { get; private set; }

    public static FormerHandle Of(long memberId, string key, DateTime now) =>
        new() { MemberId = memberId, HandleKey = key, GivenUpAt = now };
}

internal sealed class FormerHandleMapping : IEntityTypeConfiguration<FormerHandle>
{
    public void Configure(EntityTypeBuilder<FormerHandle> builder)
    {
        builder.ToTable("former_handles");
        builder.Property(h => h.HandleKey).HasMaxLength(Handle.MaxLength);
        builder.HasOne<Member>().WithMany().HasForeignKey(h => h.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(h => h.MemberId);
        builder.HasIndex(h => new { h.HandleKey, h.GivenUpAt });
    }
}
