using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Notifications.Preferences;

/// <summary>Where a member is told.</summary>
internal enum NoticeChannel
{
    /// <summary>At the bell.</summary>
    Site,
    Push,
}

/// <summary>
/// A member does not want one kind on one channel. Mail is refused with the other kinds of mail (<c>IMailRefusals</c>), so that a mail's
/// own link counts here too.
/// </summary>
internal sealed class Silence
{
    private Silence() { }

    public long MemberId { get; private set; }
    public string Kind { get; private set; } = "";
    public NoticeChannel Channel { get; private set; }

    public static Silence Of(long memberId, string kind, NoticeChannel channel) =>
        new() { MemberId = memberId, Kind = kind, Channel = channel };
}

/// <summary>Hours in which mail and push wait, by the member's own clock.</summary>
internal sealed class QuietHours
{
    private QuietHours() { }

    public long MemberId { get; private set; }

    /// <summary>Minutes since midnight, 0 to 1439; the same as <see cref="Until"/> for none.</summary>
    public int From { get; private set; }

    /// <inheritdoc cref="From"/>
    public int Until { get; private set; }

    public static QuietHours Of(long memberId) => new() { MemberId = memberId };

    public void Set(int from, int until) => (From, Until) = (from, until);
}

internal sealed class SilenceMapping : IEntityTypeConfiguration<Silence>
{
    public void Configure(EntityTypeBuilder<Silence> builder)
    {
        builder.ToTable("notification_silences");
        builder.HasKey(s => new { s.MemberId, s.Kind, s.Channel });
        builder.Property(s => s.Kind).HasMaxLength(40);
        builder.HasOne<Member>().WithMany().HasForeignKey(s => s.MemberId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class QuietHoursMapping : IEntityTypeConfiguration<QuietHours>
{
    public void Configure(EntityTypeBuilder<QuietHours> builder)
    {
        builder.ToTable("quiet_hours");
        builder.HasKey(q => q.MemberId);
        builder.Property(q => q.MemberId).ValueGeneratedNever();
        builder.HasOne<Member>().WithOne().HasForeignKey<QuietHours>(q => q.MemberId).OnDelete(DeleteBehavior.Restrict);
    }
}
