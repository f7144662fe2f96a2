using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Ui.Forms;
using Xunit;

namespace Guildhall.App.Tests.House;

/// <summary>Whoever takes the key of a text says so at the parameter: <c>[Localizable(true)]</c>.</summary>
[Trait("Database", "none")]
public partial class Text_rules
{
    private static readonly TextCatalogue Catalogue = new(Guildhall.Web.Modules.All.Assemblies);

    [Fact]
    public void Every_text_has_its_Chinese()
    {
        var texts = Guildhall.Web.Modules.All.Assemblies.Distinct().SelectMany(a => a.GetTypes())
            .SelectMany(type => TextsIn(type).Select(text => (Type: type.FullName!.Split('+')[0], Text: text))).Distinct().ToList();

        Assert.True(texts.Count > 500, "The rule finds too few texts to be right.");
        var missing = texts.Where(t => !Catalogue.Keys.Contains(t.Text)).Select(t => $"{t.Type}: {t.Text}").ToList();
        Assert.True(missing.Count == 0, "Add these to a zh.json:\n" + string.Join('\n', missing));
    }

    [Fact]
    public void Both_languages_fill_the_same_places()
    {
        var different = Catalogue.Keys.Where(key => !Places(key).SetEquals(Places(Catalogue.Find("zh", key)))).ToList();

        Assert.Empty(different);
    }

    [Fact]
    public void No_two_modules_translate_one_text_differently() => Assert.Empty(Catalogue.Conflicts);

    /// <summary>The last one would win, and a page would say what another one means.</summary>
    [Fact]
    public void No_file_translates_one_text_twice() =>
        Assert.Empty(Repository.Files("src", "zh.json").SelectMany(file => Twice(File.ReadAllText(file))));

    [Fact]
    public void The_rule_finds_a_text_that_stands_twice() =>
        Assert.Equal(["For"], Twice("""{ "For": "适用于", "How": "方式", "For": "送给" }"""));

    [Fact]
    public void The_rule_finds_texts_wherever_they_stand() => Assert.Equal(
        [
            "At last this", "Neither this", "Nor \"that\"", "Nor that", "Nor this argument", "Nor this entry", "Nor this message", "Nor {0} this",
            "Or that of two", "Or this of two", "Stored and not translated",
        ],
        TextsIn(typeof(Untranslated)).Concat(typeof(Untranslated).GetNestedTypes(BindingFlags.NonPublic).SelectMany(TextsIn))
            .Order(StringComparer.Ordinal));

    private static IEnumerable<string> TextsIn(Type type) => GivenLiterals
        .In(type, p => p.GetCustomAttribute<LocalizableAttribute>() is { IsLocalizable: true }).Where(text => text.Length > 0);

    private static IReadOnlyList<string> Twice(string json)
    {
        using var texts = JsonDocument.Parse(json);
        return [.. texts.RootElement.EnumerateObject().CountBy(text => text.Name).Where(text => text.Value > 1).Select(text => text.Key)];
    }

    /// <summary>A word that follows a number, <c>{0:order|orders}</c>, is no place of its own: Chinese needs none.</summary>
    private static HashSet<string> Places(string text) => [.. Placeholder().Matches(text).Select(m => m.Value)];

    [GeneratedRegex(@"\{\d+[^}|]*\}")]
    private static partial Regex Placeholder();

    /// <summary>Bad on purpose: texts that no catalogue has, in every way in which one can be said.</summary>
    private sealed class Untranslated(Texts t, FormState form)
    {
        public static readonly MenuEntry[] Menu = [new("Nor this entry", "/x", "home", MenuPlace.Account)];

        private static Refused Target() => new("some_code", 422, "Nor {0} this", 1);

        private static Refused AtField() => Refused.AtField("price", "bad_price", "Nor \"that\"");

        public string Index(bool one) => t["Neither this"] + t[one ? "Or this of two" : "Or that of two", 1] + Marked("Nor this argument");

        public string Stored()
        {
            var text = "Stored and not translated";
            if (form.ToString() is null)
                text = "At last this";
            return t[text];
        }

        public void Add() => form.Add("slug", "Nor this message");

        public async Task<Refused> LateAsync()
        {
            await Task.Yield();
            return Target() ?? AtField() ?? new("some_code", await Task.FromResult(404), "Nor that");
        }

        private static string Marked([Localizable(true)] params string[] texts) => string.Concat(texts);
    }
}
