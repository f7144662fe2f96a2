using Guildhall.Kernel.Data;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Invoices;

internal sealed class InvoiceMapping : IEntityTypeConfiguration<Invoice>
{
    public void Configure(EntityTypeBuilder<Invoice> builder)
    {
        builder.ToTable("invoices");
        builder.Property(i => i.Series).HasMaxLength(InvoiceSeries.MaxSeries);
        builder.Property(i => i.Code).HasMaxLength(Invoice.MaxCode);
        builder.Property(i => i.OfCode).HasMaxLength(Invoice.MaxCode);
        builder.Property(i => i.Source).HasMaxLength(Invoice.MaxSource);
        builder.Property(i => i.OrderCode).HasMaxLength(16);
        builder.Property(i => i.TimeZone).HasMaxLength(64);
        builder.Property(i => i.Currency).HasMaxLength(3);
        builder.Property(i => i.TaxName).HasMaxLength(SellerDetails.MaxTaxName);
        builder.Property(i => i.SellerName).HasMaxLength(SellerDetails.MaxLine);
        builder.Property(i => i.SellerAddress).HasMaxLength(SellerDetails.MaxText);
        builder.Property(i => i.SellerTaxNumber).HasMaxLength(SellerDetails.MaxTaxNumber);
        builder.Property(i => i.SellerContact).HasMaxLength(SellerDetails.MaxText);
        builder.Property(i => i.Note).HasMaxLength(SellerDetails.MaxText);
        builder.Property(i => i.BuyerCompany).HasMaxLength(SellerDetails.MaxLine);
        builder.Property(i => i.BuyerName).HasMaxLength(SellerDetails.MaxLine);
        builder.Property(i => i.BuyerTaxNumber).HasMaxLength(SellerDetails.MaxTaxNumber);
        builder.Property(i => i.BuyerAddress).HasMaxLength(SellerDetails.MaxText);
        builder.Property(i => i.BuyerCountry).HasMaxLength(Billing.MaxCountry);
        builder.Property(i => i.BuyerEmail).HasMaxLength(Billing.MaxEmail);
        builder.Property(i => i.Reason).HasMaxLength(Invoice.MaxReason);
        builder.Ignore(i => i.Net);
        builder.Ignore(i => i.Buyer);
        // One purchase, one refund, one correction is one document, however often somebody asks.
        builder.HasIndex(i => new { i.CommunityId, i.Source }).IsUnique();
        builder.HasIndex(i => new { i.CommunityId, i.Series, i.Number }).IsUnique();
        builder.HasIndex(i => new { i.CommunityId, i.IssuedAt });
        builder.HasIndex(i => i.OrderId);
        builder.HasIndex(i => new { i.MemberId, i.Id });
        builder.HasOne<Order>().WithMany().HasForeignKey(i => i.OrderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(i => i.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Invoice>().WithMany().HasForeignKey(i => i.OfId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(i => i.Lines).WithOne().HasForeignKey(l => l.InvoiceId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class InvoiceLineMapping : IEntityTypeConfiguration<InvoiceLine>
{
    public void Configure(EntityTypeBuilder<InvoiceLine> builder)
    {
        builder.ToTable("invoice_lines");
        builder.Property(l => l.Title).HasMaxLength(OrderLine.MaxDescription);
        builder.HasIndex(l => l.InvoiceId);
        builder.HasIndex(l => l.CommunityId);
    }
}
