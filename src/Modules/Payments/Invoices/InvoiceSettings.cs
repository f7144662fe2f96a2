using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Invoices;

/// <summary>Who sells in a community and what its documents say. A change holds for documents from then on.</summary>
internal sealed class InvoiceSettings : ICommunityOwned
{
    private InvoiceSettings() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>Empty: the community's name stands for the seller.</summary>
    public string LegalName { get; private set; } = "";

    /// <summary>Of several lines.</summary>
    public string Address { get; private set; } = "";

    public string TaxNumber { get; private set; } = "";

    /// <summary>Mail, telephone, web address.</summary>
    public string Contact { get; private set; } = "";

    public TaxShown TaxShown { get; private set; }

    /// <summary>"VAT", "增值税".</summary>
    public string TaxName { get; private set; } = "";

    /// <summary>Thousandths of a percent.</summary>
    public int TaxRate { get; private set; }

    /// <summary>A sentence on every document, such as "VAT reverse charge".</summary>
    public string Note { get; private set; } = "";

    public string InvoicePrefix { get; private set; } = SellerDetails.UsualInvoicePrefix;
    public string CreditPrefix { get; private set; } = SellerDetails.UsualCreditPrefix;

    /// <summary>Buyers must ask for immediate delivery before they pay.</summary>
    public bool AsksConsent { get; private set; }

    /// <summary>Members may ask for a 发票 of a paid order.</summary>
    public bool OffersFapiao { get; private set; }

    public DateTime ChangedAt { get; private set; }

    public static InvoiceSettings Of(long communityId) => new() { CommunityId = communityId };

    public void Change(SellerDetails to, DateTime now)
    {
        (LegalName, Address, TaxNumber, Contact, Note) = (to.LegalName, to.Address, to.TaxNumber, to.Contact, to.Note);
        (TaxShown, TaxName, TaxRate) = (to.TaxShown, to.TaxName, to.TaxRate);
        (InvoicePrefix, CreditPrefix) = (to.InvoicePrefix, to.CreditPrefix);
        (AsksConsent, OffersFapiao, ChangedAt) = (to.AsksConsent, to.OffersFapiao, now);
    }

    public SellerDetails Details => new(LegalName, Address, TaxNumber, Contact, TaxShown, TaxName, TaxRate, Note, InvoicePrefix,
        CreditPrefix, AsksConsent, OffersFapiao);
}

/// <summary>What documents say of tax.</summary>
public enum TaxShown
{
    /// <summary>Nothing: the seller shows no tax.</summary>
    None,

    /// <summary>Prices include it: net, tax and gross are shown.</summary>
    Included,
}

internal sealed class InvoiceSettingsMapping : IEntityTypeConfiguration<InvoiceSettings>
{
    public void Configure(EntityTypeBuilder<InvoiceSettings> builder)
    {
        builder.ToTable("invoice_settings");
        builder.Property(s => s.LegalName).HasMaxLength(SellerDetails.MaxLine);
        builder.Property(s => s.Address).HasMaxLength(SellerDetails.MaxText);
        builder.Property(s => s.TaxNumber).HasMaxLength(SellerDetails.MaxTaxNumber);
        builder.Property(s => s.Contact).HasMaxLength(SellerDetails.MaxText);
        builder.Property(s => s.TaxName).HasMaxLength(SellerDetails.MaxTaxName);
        builder.Property(s => s.Note).HasMaxLength(SellerDetails.MaxText);
        builder.Property(s => s.InvoicePrefix).HasMaxLength(SellerDetails.MaxPrefix);
        builder.Property(s => s.CreditPrefix).HasMaxLength(SellerDetails.MaxPrefix);
        builder.Ignore(s => s.Details);
        builder.HasIndex(s => s.CommunityId).IsUnique();
    }
}
