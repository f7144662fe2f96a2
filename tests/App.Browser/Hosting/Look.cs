namespace Guildhall.App.Browser.Hosting;

/// <summary>A screen, a language ("zh" or "en") and a theme.</summary>
public sealed record Look(int Width, int Height, string Language, bool Dark)
{
    public static readonly Look Desktop = new(1440, 900, "en", Dark: false);
    public static readonly Look Phone = new(390, 844, "en", Dark: false);

    public Look InChinese => this with { Language = "zh" };
    public Look InTheDark => this with { Dark = true };

    /// <summary>All eight, for a theory.</summary>
    public static IEnumerable<TheoryDataRow<Look>> All =>
        from screen in new[] { Phone, Desktop }
        from look in new[] { screen, screen.InTheDark, screen.InChinese, screen.InChinese.InTheDark }
        select new TheoryDataRow<Look>(look);

    /// <summary>The four of one language.</summary>
    public static IEnumerable<Look> Of(string language) =>
        from screen in new[] { Phone, Desktop }
        from look in new[] { screen, screen.InTheDark }
        select look with { Language = language };

    public override string ToString() => $"{Width}-{Language}-{(Dark ? "dark" : "light")}";
}
