namespace Guildhall.Screening.Folding;

/// <summary>What stands in a text between two letters that are neighbours once it is folded.</summary>
internal enum Gap : byte
{
    /// <summary>Nothing, or characters that nobody sees.</summary>
    None,

    /// <summary>Blanks alone.</summary>
    Space,

    /// <summary>A comma among it, which usually parts words and sometimes hides one.</summary>
    Comma,

    /// <summary>Dashes, dots, stars, pictures: what hides a word more often than it parts two.</summary>
    Sign,

    /// <summary>The end of a sentence or a line, or too much to be a disguise.</summary>
    Break,
}

/// <summary>What had to be done to a character so that it became the letter that it is after folding.</summary>
[Flags]
internal enum Disguise : byte
{
    None = 0,

    /// <summary>A Cyrillic, Greek or other letter that looks like this one.</summary>
    LookAlike = 1,

    /// <summary>A digit or a sign read as a letter.</summary>
    Digit = 2,

    /// <summary>The first letter of a Han character's pinyin.</summary>
    Syllable = 4,

    /// <summary>Another letter of it.</summary>
    WithinSyllable = 8,
}
