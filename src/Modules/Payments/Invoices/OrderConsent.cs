using System.ComponentModel;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Invoices;

/// <summary>
/// The buyer asked for immediate delivery before paying, and knows what that costs them: Directive 2011/83/EU, article 16 (m), wants both
/// said and kept.
/// </summary>
internal sealed class OrderConsent : ICommunityOwned
{
    [Localizable(true)] public const string Text =
        "I ask you to give me the content at once, before the time for withdrawing is over, and I know that I lose my right of withdrawal when you do.";

    public const int MaxWords = 400;

    private OrderConsent() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long OrderId { get; private set; }

    /// <summary>Exactly as it stood beside the box.</summary>
    public string Words { get; private set; } = "";

    /// <summary>"zh" or "en".</summary>
    public string Language { get; private set; } = "";

    public DateTime GivenAt { get; private set; }

    public static OrderConsent Give(Order order, string words, string language, DateTime now) => new()
    {
        CommunityId = order.CommunityId, OrderId = order.Id, Words = words, Language = language, GivenAt = now,
    };
}

internal sealed class OrderConsentMapping : IEntityTypeConfiguration<OrderConsent>
{
    public void Configure(EntityTypeBuilder<OrderConsent> builder)
    {
        builder.ToTable("order_consents");
        builder.Property(c => c.Words).HasMaxLength(OrderConsent.MaxWords);
        builder.Property(c => c.Language).HasMaxLength(8);
        builder.HasIndex(c => c.OrderId).IsUnique();
        builder.HasIndex(c => c.CommunityId);
        builder.HasOne<Order>().WithMany().HasForeignKey(c => c.OrderId).OnDelete(DeleteBehavior.Restrict);
    }
}
