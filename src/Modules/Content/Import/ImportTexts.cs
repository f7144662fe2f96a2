namespace Guildhall.Content.Import;

/// <summary>What an import has to say, as text keys: kept in rows, shown in the reader's language later.</summary>
internal static class ImportTexts
{
    // Of the whole.
    public const string NoFolder = "There is no such folder.";
    public const string FolderDenied = "A folder inside may not be read.";
    public const string DamagedZip = "The zip is damaged or is not a zip. Pack the folder again and upload it once more.";
    public const string TooManyFiles = "There are more files than one import accepts. Split the folder.";
    public const string TooMuchUnpacked = "Unpacked, the zip is larger than one import accepts. Split the folder.";
    public const string NothingFound = "There is no Markdown file in it.";
    public const string ZipGone = "The uploaded zip is gone. Upload it again.";
    public const string NoSpace = "The target column no longer exists.";

    public const string Stopped = "It failed several times at the same point. See the log for the cause. Try again, or undo what was imported.";

    // Of an entry.
    public const string LinkIgnored = "A link to somewhere else on the disk is not followed.";
    public const string BadName = "The name leads out of the folder.";
    public const string LongName = "The path is longer than 500 characters.";
    public const string Encrypted = "The file is encrypted.";
    public const string Bomb = "The file is packed so tightly that it is not unpacked.";
    public const string SamePath = "The zip holds two files of this name; the first one counts.";
    public const string Damaged = "The file is damaged inside the zip.";
    public const string Unreadable = "The file can't be read.";

    // Of a Markdown file.
    public const string TooLarge = "The file has {0} MB; a text can have at most 1,000,000 characters. Split it.";
    public const string TooLong = "The text has more than 1,000,000 characters. Split it.";
    public const string TooDeep = "Quotes, lists or brackets are nested too deeply.";
    public const string TooSlow = "A paragraph has too many brackets or marks to process.";
    public const string Empty = "There is no text in it.";
    public const string NotText = "The file is not text.";
    public const string Decoded = "Read as {0}: the file is not UTF-8.";
    public const string Garbled = "Some bytes are no text in any known encoding and were replaced.";
    public const string SameSlug = "\"{0}\" has the address {1} already; this one gets {2}.";
    public const string SlugTaken = "The address {0} belongs to another article here; this one gets {1}.";
    public const string BadSlug = "Line {0}: \"{1}\" can't be an address; this one gets {2}.";
    public const string EditedHere = "It was edited here since the last import. The edited text is kept as a revision.";
    public const string TitleCut = "The title was longer than {0} characters and was cut.";
    public const string FreeToDivider = "Visitors read {0} % of it, up to its divider.";
    public const string FreeBeginning = "Visitors read {0} % of it. It has no divider: the beginning is free, at most 30 % and about 300 words.";
    public const string FutureDate = "Line {0}: the date lies ahead, so it stays a draft.";
    public const string Expired = "Line {0}: it was to be shown until \"{1}\" only, so it stays a draft.";

    // Of what was closed where it comes from.
    public const string Closed = "Line {0}: \"{1}\" says that it was not open to everyone, so it stays a draft.";
    public const string ClosedName = "Under a name like \"{0}\" sites keep what they do not show, so it stays a draft.";
    public const string ClosedSection = "{0} says by \"{1}\" that nothing in its folder was open to everyone, so it stays a draft.";
    public const string ClosedPart = "Line {0}: \"{1}\" hid a part of the text, so it stays a draft.";
    public const string WithdrawnHere = "It is public here. Taking it in again withdraws it.";

    // Of a front matter.
    public const string FrontMatterOpen = "Line {0}: the front matter is not closed by a line of {1}.";
    public const string FrontMatterLong = "Line {0}: the front matter is longer than 64 kB.";
    public const string FrontMatterDeep = "Line {0}: lists or names of the front matter stand too deep inside one another.";
    public const string FrontMatterNoPairs = "Line {0}: the front matter must be names and values.";
    public const string FrontMatterBare = "Line {0}: the text begins with names and values, but not all lines are such. Put a line of --- before and behind them, or a heading before what is text.";
    public const string FrontMatterLanguage = "Line {0}: a front matter in {1} is not read. Write it in YAML between two lines of ---.";
    public const string FrontMatterToml = "Line {0}: the front matter is not TOML. Behind each name stands an equals sign, and texts stand in quotes: title = \"…\".";
    public const string FrontMatterJson = "Line {0}: the front matter is not JSON. Names and texts stand in double quotes, a comma stands between pairs, and a closing brace ends it.";
    public const string FrontMatterYaml = "Line {0}: the front matter is not YAML.";
    public const string YamlTab = "Line {0}: a tab stands where YAML wants spaces.";
    public const string YamlIndent = "Line {0}: the line is not indented like those that it belongs to.";
    public const string YamlQuote = "Line {0}: a quote is opened and not closed.";
    public const string YamlAfterQuote = "Line {0}: behind a closing quote stands more text. Put the whole value in quotes of the other kind.";
    public const string YamlBracket = "Line {0}: brackets, braces and commas do not fit together.";
    public const string YamlColon = "Line {0}: inside a value stands a colon with a space behind it. Put the value in quotes.";
    public const string YamlName = "Line {0}: behind the name stands no colon with a space.";
    public const string YamlSign = "Line {0}: the value begins with a sign that YAML needs itself. Put the value in quotes.";
    public const string YamlEscape = "Line {0}: a backslash in double quotes begins nothing that YAML knows. Write single quotes.";
    public const string RepeatedName = "Line {0}: \"{1}\" was set before; this line counts.";
    public const string BadDate = "Line {0}: \"{1}\" can't be read as a date and is passed over. Write 2024-05-31 or 2024-05-31 18:30.";
    public const string BadAccess = "Line {0}: \"{1}\" is not open, space or the address of a tier ({2}).";
    public const string NoAccess = "Line {0}: who may read it is one word: open, space or the address of a tier.";
    public const string TwoAccesses = "Line {0}: access and tier say different things.";
    public const string BadLanguage = "Line {0}: \"{1}\" is neither zh nor en; the language was told from the text.";

    // Of links and pictures.
    public const string LinkMissing = "It links to {0}, which is not in the folder. The words stay, the link goes.";
    public const string PictureMissing = "It shows {0}, which is not in the folder. Its description stands in its place.";
    public const string PictureRemote = "It shows {0} from another server. A link stands in its place.";
    public const string PictureRefused = "It shows {0}, which can't be taken in. Its description stands in its place.";
    public const string NotPicture = "The file is not a picture.";
    public const string NotShown = "Only PNG, JPEG, GIF and WebP pictures are shown.";
    public const string PictureTooLarge = "The picture has {0} × {1} points; up to {2} million are accepted. Make it smaller.";
    public const string PictureDamaged = "The picture is damaged. Save it again in the program that made it.";
    public const string WrongEnding = "The file is called {0} but is {1}; it is served as what it is.";
    public const string FileTooLarge = "The file has {0} MB; {1} MB are accepted.";

    // Of pictures of other servers.
    public const string RemoteFound = "Pictures on other servers: {0}, from {1}. They stay links, unless you choose to bring them in when you start the import.";
    public const string RemoteToFetch = "Pictures to fetch from other servers: {0}, from {1}.";
    public const string RemoteTooMany = "There are more pictures on other servers than one import fetches ({0}). The rest stay links.";
    public const string RemoteTooMuch = "The pictures of other servers are more than one import fetches ({0} MB). It stays a link.";
    public const string RemoteLately = "It could not be fetched lately and is tried again a day after that. It stays a link.";
    public const string RemoteStatus = "Its server answers {0}. It stays a link.";
    public const string RemoteNotPicture = "What is there is not a PNG, JPEG, GIF or WebP picture. It stays a link.";
    public const string RemoteTooLarge = "It is larger than {0} MB. It stays a link.";
    public const string RemoteTooManyPoints = "It has too many points. It stays a link.";
    public const string RemoteDamaged = "The picture is damaged. It stays a link.";
    public const string RemoteForbidden = "Its address is not one of the public internet, so it is not asked. It stays a link.";
    public const string RemoteTimedOut = "Its server does not answer in time. It stays a link.";
    public const string RemoteUnresolved = "There is no server of that name. It stays a link.";
    public const string RemoteTls = "Its server has no valid certificate. It stays a link.";
    public const string RemoteUnreachable = "Its server can't be reached. It stays a link.";
    public const string RemoteRedirects = "It is redirected too often. It stays a link.";
    public const string RemoteBroken = "Its server breaks off in mid-answer. It stays a link.";

    // Of marks of other programs.
    public const string UnknownMarks = "Commands of another program mean nothing here: {1} (in all {0}). What they hold stays as text.";
    public const string HiddenMarks = "Comments that the old site did not show were taken out: {0}.";
    public const string PictureWritten = "{0} looks like a picture, but there is no such file.";
    public const string Removed = "Taken out: {0}. Where there was an address, a link stands in its place.";
    public const string NotTaken = "Not taken over from the heads of the files: {0}.";

    // Of what an earlier import brought.
    public const string Gone = "The file is no longer there. The article stays as it is, unless you choose to withdraw it.";
    public const string Moved = "It was {0} before and stays the same article.";

    // Of columns.
    public const string SpaceNotColumn = "There is a space {0} already, but it is not a column. The articles go to {1}.";
    public const string OpenColumn = "New column. Everyone can read it unless you choose a plan before importing.";

    // Of taking in and undoing.
    public const string ChangedMeanwhile = "The file changed after it was checked. Check the folder again.";
    public const string ReplacedSince = "A later import replaced it again, so it stays.";
    public const string TakenMeanwhile = "Its address was taken while the import ran. Check the folder again.";
}
