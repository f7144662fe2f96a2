using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Invoices;

/// <summary>To whom an invoice is made out, as the buyer says. Empty texts where nothing is said.</summary>
public sealed record Billing(string Company, string Name, string TaxNumber, string Address, string Country, string Email)
{
    public static readonly Billing None = new("", "", "", "", "", "");

    public bool IsEmpty => this == None;

    /// <exception cref="Refused">422 at the field.</exception>
    internal Billing Check()
    {
        var clean = new Billing(
            SellerDetails.Line(Company, "billingCompany", SellerDetails.MaxLine), SellerDetails.Line(Name, "billingName", SellerDetails.MaxLine),
            SellerDetails.Line(TaxNumber, "billingTaxNumber", SellerDetails.MaxTaxNumber),
            SellerDetails.Text(Address, "billingAddress", SellerDetails.MaxText), SellerDetails.Line(Country, "billingCountry", MaxCountry),
            SellerDetails.Line(Email, "billingEmail", MaxEmail));
        return clean.Email.Length == 0 || IsAddress(clean.Email) ? clean
            : throw Refused.AtField("billingEmail", "email_malformed", "That is not an email address.");
    }

    internal static bool IsAddress(string text) =>
        text.Length <= MaxEmail && System.Net.Mail.MailAddress.TryCreate(text, out var read) && read.Address == text;

    internal const int MaxCountry = 60, MaxEmail = 254;
}

/// <summary>Billing details as they are stored.</summary>
internal abstract class BillingRow
{
    public string Company { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string TaxNumber { get; private set; } = "";

    /// <summary>Of several lines.</summary>
    public string Address { get; private set; } = "";

    /// <summary>As the buyer writes it.</summary>
    public string Country { get; private set; } = "";

    public string Email { get; private set; } = "";
    public DateTime ChangedAt { get; private set; }

    public Billing Billing => new(Company, Name, TaxNumber, Address, Country, Email);

    public void Change(Billing to, DateTime now)
    {
        (Company, Name, TaxNumber, Address, Country, Email) = (to.Company, to.Name, to.TaxNumber, to.Address, to.Country, to.Email);
        ChangedAt = now;
    }

    protected static void Map<T>(EntityTypeBuilder<T> builder) where T : BillingRow
    {
        builder.Property(b => b.Company).HasMaxLength(SellerDetails.MaxLine);
        builder.Property(b => b.Name).HasMaxLength(SellerDetails.MaxLine);
        builder.Property(b => b.TaxNumber).HasMaxLength(SellerDetails.MaxTaxNumber);
        builder.Property(b => b.Address).HasMaxLength(SellerDetails.MaxText);
        builder.Property(b => b.Country).HasMaxLength(Billing.MaxCountry);
        builder.Property(b => b.Email).HasMaxLength(Billing.MaxEmail);
        builder.Ignore(b => b.Billing);
    }
}

/// <summary>What a member said last: the next checkout begins with it, and periods that renew by themselves are made out to it.</summary>
internal sealed class MemberBilling : BillingRow
{
    private MemberBilling() { }

    public long Id { get; private set; }
    public long MemberId { get; private set; }

    public static MemberBilling Of(long memberId) => new() { MemberId = memberId };

    internal sealed class Mapping : IEntityTypeConfiguration<MemberBilling>
    {
        public void Configure(EntityTypeBuilder<MemberBilling> builder)
        {
            builder.ToTable("member_billing");
            Map(builder);
            builder.HasIndex(b => b.MemberId).IsUnique();
            builder.HasOne<Member>().WithMany().HasForeignKey(b => b.MemberId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>To whom one order is made out. It may change until the invoice is issued, and no longer.</summary>
internal sealed class OrderBilling : BillingRow, ICommunityOwned
{
    private OrderBilling() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long OrderId { get; private set; }

    public static OrderBilling Of(long communityId, long orderId) => new() { CommunityId = communityId, OrderId = orderId };

    internal sealed class Mapping : IEntityTypeConfiguration<OrderBilling>
    {
        public void Configure(EntityTypeBuilder<OrderBilling> builder)
        {
            builder.ToTable("order_billing");
            Map(builder);
            builder.HasIndex(b => b.OrderId).IsUnique();
            builder.HasIndex(b => b.CommunityId);
            builder.HasOne<Order>().WithMany().HasForeignKey(b => b.OrderId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
