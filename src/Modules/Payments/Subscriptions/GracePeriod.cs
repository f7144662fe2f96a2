using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Subscriptions;

/// <summary>Days on which a member keeps what they have although a renewal is due: the document on which that access rests.</summary>
internal sealed class GracePeriod : ICommunityOwned
{
    public const string Kind = "grace";

    private GracePeriod() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long SubscriptionId { get; private set; }
    public DateTime From { get; private set; }
    public DateTime Until { get; private set; }

    /// <summary>When it was paid, or ended early.</summary>
    public DateTime? ClosedAt { get; private set; }

    public Thing Source => new(Kind, Id);

    public static GracePeriod Of(Subscription late) => new()
    {
        CommunityId = late.CommunityId, SubscriptionId = late.Id, From = late.DueAt, Until = late.DueAt + late.Grace,
    };

    public void Close(DateTime now) => ClosedAt ??= now;
}

internal sealed class GracePeriodMapping : IEntityTypeConfiguration<GracePeriod>
{
    public void Configure(EntityTypeBuilder<GracePeriod> builder)
    {
        builder.ToTable("grace_periods");
        builder.Ignore(g => g.Source);
        builder.HasIndex(g => new { g.SubscriptionId, g.From }).IsUnique();
        builder.HasOne<Subscription>().WithMany().HasForeignKey(g => g.SubscriptionId).OnDelete(DeleteBehavior.Restrict);
    }
}
