using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Activities.Calendars;

/// <summary>The address at which a member's calendar program reads all that they come to, in every community.</summary>
internal sealed class CalendarFeed
{
    private CalendarFeed() { }

    public long Id { get; private set; }
    public long MemberId { get; private set; }

    /// <summary>Random; whoever has it reads the calendar. Another one takes its place when the member wishes.</summary>
    public string Secret { get; private set; } = "";

    public DateTime MadeAt { get; private set; }

    public static CalendarFeed Of(long memberId, string secret, DateTime now) =>
        new() { MemberId = memberId, Secret = secret, MadeAt = now };

    public void Renew(string secret, DateTime now) => (Secret, MadeAt) = (secret, now);
}

internal sealed class CalendarFeedMapping : IEntityTypeConfiguration<CalendarFeed>
{
    public void Configure(EntityTypeBuilder<CalendarFeed> builder)
    {
        builder.ToTable("calendar_feeds");
        builder.Property(f => f.Secret).HasMaxLength(40);
        builder.HasOne<Member>().WithMany().HasForeignKey(f => f.MemberId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(f => f.MemberId).IsUnique();
        builder.HasIndex(f => f.Secret).IsUnique();
    }
}
