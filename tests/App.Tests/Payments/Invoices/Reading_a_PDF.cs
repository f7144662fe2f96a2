using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Ui;
using Guildhall.Payments.Invoices;
using Guildhall.Payments.Orders;
using UglyToad.PdfPig;

namespace Guildhall.App.Tests.Payments.Invoices;

/// <summary>What comes out is read back by another library.</summary>
[Trait("Database", "none")]
public class Reading_a_PDF
{
    private static readonly DateTime Now = new(2026, 3, 1, 2, 0, 0, DateTimeKind.Utc);
    private static readonly TextCatalogue Catalogue = new([typeof(Texts).Assembly, typeof(Invoice).Assembly]);
    private readonly InvoicePdf _pdf = new(new PdfFonts());

    [Theory, InlineData("zh", "账单", "不含税金额", "本单据不是发票"), InlineData("en", "Invoice", "Net", "This document is no fapiao")]
    public void Has_the_same_facts_in_both_languages(string language, string title, string net, string note)
    {
        var file = _pdf.Write(Make(2), Catalogue.In(language));

        Assert.InRange(file.Length, 5_000, 200_000);
        using var document = PdfDocument.Open(file);
        var text = Squeezed(document);
        Assert.Equal(1, document.NumberOfPages);
        foreach (var part in new[] { title, net, note, "INV-2026-00007", "云山书院有限公司", "Lantern Ltd", "增值税13%", "O-TEST" })
            Assert.Contains(part.Replace(" ", ""), text, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_over_as_many_pages_as_it_needs_and_stays_small()
    {
        var file = _pdf.Write(Make(60), Catalogue.In("zh"));

        Assert.InRange(file.Length, 5_000, 200_000);
        using var document = PdfDocument.Open(file);
        Assert.InRange(document.NumberOfPages, 3, 6);
        var text = Squeezed(document);
        for (var i = 1; i <= 60; i++)
            Assert.Contains($"第{i}卷", text, StringComparison.Ordinal);
        Assert.Contains($"第{document.NumberOfPages}页，共{document.NumberOfPages}页", text, StringComparison.Ordinal);
        // Nothing leaves the paper, and the column of amounts has one right edge.
        Assert.All(document.GetPages().SelectMany(p => p.Letters), l => Assert.InRange(l.BoundingBox.Right, 0, 546));
    }

    [Fact]
    public void Breaks_a_word_that_is_wider_than_its_column()
    {
        var file = _pdf.Write(Make(1, new string('Z', 180)), Catalogue.In("en"));

        using var document = PdfDocument.Open(file);
        var letters = document.GetPages().SelectMany(p => p.Letters).Where(l => l.Value == "Z").ToList();
        Assert.Equal(180, letters.Count);
        Assert.All(letters, l => Assert.InRange(l.BoundingBox.Right, 50, 300));
    }

    private static string Squeezed(PdfDocument document) =>
        string.Concat(document.GetPages().SelectMany(p => p.Letters).Select(l => l.Value)).Replace(" ", "");

    internal static Invoice Make(int count, string title = "")
    {
        var lines = Enumerable.Range(1, count).Select(i => OrderLine.Of(1, new SaleQuote(new Thing("tier", i),
            title.Length > 0 ? title : $"第{i}卷 深入浅出分布式系统：from consensus to production, a long title that has to be wrapped",
            i % 3 == 0 ? Interval.Year : null, null, 123_456 + i, "CNY", "memberships", null, null) { MaxQuantity = 99 }, i % 4 + 1)).ToList();
        if (count > 1)
            lines[1].TakeOff(10_000);
        var order = Order.Place(1, 1, "O-TEST", lines, "CNY", "k", "a", "", Now);
        order.Pay(Now);
        var seller = new SellerDetails("云山书院有限公司", "浙江省杭州市西湖区文三路 1 号\n邮编 310000", "91350100M000100Y43", "billing@yunshan.example · 0571-0000000",
            TaxShown.Included, "增值税", 13_000, "感谢您的支持。VAT reverse charge", "INV-", "CN-", false, true);
        var buyer = new Billing("Lantern Ltd", "Ada Byron", "IE1234567T", "12 Long Walk\nGalway", "Ireland", "ada@lantern.example");
        var invoice = Invoice.Of(order, seller, buyer, InvoiceLine.Of(order, order.Total, "CNY"), "CNY", "Asia/Shanghai", test: false);
        invoice.Issue("INV-2026-", 7, Now);
        return invoice;
    }
}
