using Guildhall.Kernel.Contracts.Papers;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Learning.Courses;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Certificates;

/// <summary>Finds a certificate of the community by its code, for whoever has that.</summary>
internal sealed class ReadCertificate(AppDb db)
{
    /// <exception cref="Refused">404: there is none.</exception>
    public async Task<Certificate> RunAsync(string code, CancellationToken cancel) =>
        (code.Length == Certificate.CodeLength
            ? await db.Set<Certificate>().AsNoTracking().SingleOrDefaultAsync(c => c.Code == code, cancel) : null)
                ?? throw Refused.NotFound();
}

/// <summary>The same on paper. One that was revoked is no longer written.</summary>
internal sealed class PrintCertificate(ReadCertificate read, IPapers papers, TextCatalogue catalogue, Texts texts, PublicAddress site)
{
    /// <param name="language">"zh" or "en"; else the reader's.</param>
    /// <exception cref="Refused">404: there is none that holds; 503 pdf_font_missing.</exception>
    public async Task<(byte[] Pdf, string Name)> RunAsync(string community, string code, string? language, CancellationToken cancel)
    {
        var certificate = await read.RunAsync(code, cancel);
        if (!certificate.Holds)
            throw Refused.NotFound();
        var t = language is "zh" or "en" ? new Texts(catalogue, () => language) : texts;
        var paper = new Paper(
            $"{t["Certificate"]} · {certificate.CourseTitle}", certificate.Issuer, t.Tag, certificate.IssuedAt,
            [
                new(certificate.Issuer, 14, IsFaint: true),
                new(t["Certificate of completion"], 30, 14, IsBold: true),
                new(t["This is to certify that"], 12, 22, IsFaint: true),
                new(certificate.Name, 26, 8),
                new(t["has completed the course"], 12, 12, IsFaint: true),
                new(certificate.CourseTitle, 22, 8),
                new(t["{0} {0:lesson|lessons} · {1}", certificate.Lessons, Day(certificate.IssuedAt, t)], 12, 14),
                new(t["Check it at {0}", site.Of(CoursePaths.Certificate(community, code))], 9, 40, IsFaint: true),
            ]);
        return (papers.Draw(paper), $"certificate-{code}.pdf");
    }

    /// <summary>By UTC: the same day for everyone who checks it.</summary>
    public static string Day(DateTime at, Texts t) => at.ToString(t.IsChinese ? "yyyy年M月d日" : "d MMMM yyyy", t.Culture);
}
