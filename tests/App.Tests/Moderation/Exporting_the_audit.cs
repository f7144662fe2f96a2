using Guildhall.Moderation.Audit;

namespace Guildhall.App.Tests.Moderation;

[Trait("Database", "none")]
public class Exporting_the_audit
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("one, two", "\"one, two\"")]
    [InlineData("say \"no\"", "\"say \"\"no\"\"\"")]
    [InlineData("=HYPERLINK(1)", "'=HYPERLINK(1)")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("-1\n2", "\"'-1\n2\"")]
    [InlineData("", "")]
    public void Keeps_cells_apart_and_spreadsheets_from_running_them(string text, string cell) =>
        Assert.Equal(cell, AuditExport.Cell(text));
}
