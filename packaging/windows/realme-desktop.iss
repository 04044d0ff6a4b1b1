; The set-up for Windows, for Inno Setup 6.3 or later. `dev.py package` runs it on Windows with these defines:
;   AppVersion, FileVersion, ProgramFolder (what PyInstaller made), IconFile, SetupName, OutputFolder
;
; For all users (as administrator) or for one: /ALLUSERS, /CURRENTUSER, or asked. Silent: /VERYSILENT
; /SUPPRESSMSGBOXES /NORESTART. presets\*.toml beside the set-up go to %ProgramData%\realme-desktop when it is
; installed for all users. docs/packaging.md has the whole list, and an example for 200 computers.

#ifndef AppVersion
  #error "AppVersion is missing: run this by `python dev.py package`"
#endif

#define AppName "RealMe Desktop"
#define AppExe "realme-desktop.exe"
; What a running console holds (packaging/frozen/start.py).
#define RunningMutex "Global\RealMeDesktop"
; The deployer's folder: realme_desktop/config/paths.py
#define SiteFolder "{commonappdata}\realme-desktop"
; Each user's folder
#define DataFolder "{localappdata}\realme-desktop"

[Setup]
; Never changed: by it an upgrade finds what is installed.
AppId={{7C1B2F0E-6B0C-4E0B-9C55-6D2A3B1C9E47}
AppName={#AppName}
AppVersion={#AppVersion}
AppVerName={#AppName} {#AppVersion}
AppPublisher=RealMe Desktop maintainers
VersionInfoVersion={#FileVersion}
VersionInfoTextVersion={#AppVersion}
VersionInfoDescription={#AppName}
DefaultDirName={autopf}\{#AppName}
DefaultGroupName={#AppName}
DisableProgramGroupPage=yes
DisableDirPage=auto
UsePreviousAppDir=yes
UsePreviousPrivileges=yes
PrivilegesRequired=admin
PrivilegesRequiredOverridesAllowed=dialog commandline
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
SetupMutex=RealMeDesktopSetup,Global\RealMeDesktopSetup
; Not left to Windows' Restart Manager, which would close the console only after files were deleted, or fail to: see
; PrepareToInstall, which stops before anything is changed. /CLOSE has a running console closed as by its button.
CloseApplications=no
RestartApplications=no
Compression=lzma2/max
SolidCompression=yes
OutputDir={#OutputFolder}
OutputBaseFilename={#SetupName}
SetupIconFile={#IconFile}
UninstallDisplayIcon={app}\{#AppExe}
UninstallDisplayName={#AppName}
LicenseFile={#ProgramFolder}\licences\LICENSE-realme-desktop.txt
ShowLanguageDialog=auto
WizardStyle=modern
SetupLogging=yes
UninstallLogging=yes
; The folder of the program alone is replaced; see InstallDelete.
Uninstallable=yes

[Languages]
; Inno Setup ships English; its simplified Chinese is one of the unofficial translations, so the few words that
; matter are given below in Chinese as well.
Name: "english"; MessagesFile: "compiler:Default.isl"

[CustomMessages]
english.DesktopIcon=Create a desktop icon / 创建桌面快捷方式
english.RemoveData=Remove the history of this user as well?%n%nIt lies in %1 and can't be brought back. Whoever has to keep records answers No.%n%n是否同时删除当前用户的历史记录？删除后无法恢复。需要留存记录时请选择“否”。
english.StillRunning={#AppName} is running. Close it, then go on.%n%n程序正在运行，请先关闭。
english.RunningSilently={#AppName} is running; nothing was changed.
english.NewerInstalled=Version %1 of {#AppName} is installed, which is newer than this one (%2). Its history may have a form that this version refuses to open. Go on all the same?%n%n已安装较新的版本 %1，此安装程序为 %2。旧版本可能无法打开新版本的历史记录。仍要继续吗？

[Tasks]
Name: "desktopicon"; Description: "{cm:DesktopIcon}"; Flags: unchecked

[InstallDelete]
; An upgrade leaves no library of the version before behind. Nothing of a user's lies here.
Type: filesandordirs; Name: "{app}\_internal"
Type: filesandordirs; Name: "{app}\licences"

[Dirs]
Name: "{#SiteFolder}"; Check: IsAdminInstallMode; Flags: uninsneveruninstall

[Files]
Source: "{#ProgramFolder}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs
; What a deployer laid beside the set-up. Not there: nothing is copied. `external`: it is not compiled in.
Source: "{src}\presets\policy.toml"; DestDir: "{#SiteFolder}"; Flags: external skipifsourcedoesntexist ignoreversion uninsneveruninstall; Check: IsAdminInstallMode
Source: "{src}\presets\environments.toml"; DestDir: "{#SiteFolder}"; Flags: external skipifsourcedoesntexist ignoreversion uninsneveruninstall; Check: IsAdminInstallMode
Source: "{src}\presets\settings.toml"; DestDir: "{#SiteFolder}"; Flags: external skipifsourcedoesntexist ignoreversion uninsneveruninstall; Check: IsAdminInstallMode

[Icons]
Name: "{autoprograms}\{#AppName}"; Filename: "{app}\{#AppExe}"
Name: "{autodesktop}\{#AppName}"; Filename: "{app}\{#AppExe}"; Tasks: desktopicon

[Run]
; The folder of the presets: administrators and the system write it, everybody reads it. %ProgramData% would let
; users make files in it, and the console does not believe a policy that a user can write. By the well-known SIDs,
; which are the same in every language. The owner of files laid there is set to Administrators.
Filename: "{sys}\icacls.exe"; Parameters: """{#SiteFolder}"" /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F *S-1-5-32-545:(OI)(CI)RX"; Flags: runhidden; Check: IsAdminInstallMode
Filename: "{sys}\icacls.exe"; Parameters: """{#SiteFolder}"" /setowner *S-1-5-32-544 /T /C /Q"; Flags: runhidden; Check: IsAdminInstallMode
Filename: "{sys}\icacls.exe"; Parameters: """{#SiteFolder}\*"" /reset /T /C /Q"; Flags: runhidden; Check: IsAdminInstallMode
Filename: "{app}\{#AppExe}"; Description: "{cm:LaunchProgram,{#AppName}}"; Flags: nowait postinstall skipifsilent runasoriginaluser

[Code]
const
  UninstallKey = 'Software\Microsoft\Windows\CurrentVersion\Uninstall\{7C1B2F0E-6B0C-4E0B-9C55-6D2A3B1C9E47}_is1';

function IsRunning: Boolean;
begin
  Result := CheckForMutexes('{#RunningMutex}');
end;

function HasParameter(const Name: String): Boolean;
var
  I: Integer;
begin
  Result := False;
  for I := 1 to ParamCount do
    if CompareText(ParamStr(I), Name) = 0 then
      Result := True;
end;

{ "0.1.0.dev12+g…" by its numbers: 0, 1, 0, 12; a release is later than what was built on the way to it. }
function NumberAt(const Version: String; const Place: Integer): Integer;
var
  Rest, Part: String;
  I, Dot: Integer;
begin
  Rest := Version;
  I := Pos('+', Rest);
  if I > 0 then
    Rest := Copy(Rest, 1, I - 1);
  StringChangeEx(Rest, 'dev', '', True);
  Result := 0;
  if Place = 3 then
    Result := 65535;
  I := 0;
  while Rest <> '' do
  begin
    Dot := Pos('.', Rest);
    if Dot = 0 then
      Dot := Length(Rest) + 1;
    Part := Copy(Rest, 1, Dot - 1);
    if I = Place then
      Result := StrToIntDef(Part, 0);
    Rest := Copy(Rest, Dot + 1, Length(Rest));
    I := I + 1;
  end;
end;

function IsNewer(const Installed, Ours: String): Boolean;
var
  I: Integer;
begin
  Result := False;
  for I := 0 to 3 do
    if NumberAt(Installed, I) <> NumberAt(Ours, I) then
    begin
      Result := NumberAt(Installed, I) > NumberAt(Ours, I);
      Exit;
    end;
end;

{ A downgrade is asked about; silently it is refused, unless /DOWNGRADE says that it is meant. }
function InitializeSetup: Boolean;
var
  Installed: String;
begin
  Result := True;
  if not RegQueryStringValue(HKA, UninstallKey, 'DisplayVersion', Installed) then
    Exit;
  if not IsNewer(Installed, '{#AppVersion}') or HasParameter('/DOWNGRADE') then
    Exit;
  Log('version ' + Installed + ' is installed, which is newer');
  if WizardSilent then
    Result := False
  else
    Result := MsgBox(FmtMessage(CustomMessage('NewerInstalled'), [Installed, '{#AppVersion}']), mbConfirmation, MB_YESNO or MB_DEFBUTTON2) = IDYES;
end;

{ Asks the consoles of this session to close, as their own close button does, and waits. Never by force: that could
  lose what was typed. }
procedure CloseConsoles;
var
  Code, Waited: Integer;
begin
  Exec(ExpandConstant('{sys}\taskkill.exe'), '/IM {#AppExe}', '', SW_HIDE, ewWaitUntilTerminated, Code);
  Waited := 0;
  while IsRunning and (Waited < 30) do
  begin
    Sleep(1000);
    Waited := Waited + 1;
  end;
end;

{ A text stops the set-up before anything is changed (exit code 8 when silent), and is shown or logged. }
function PrepareToInstall(var NeedsRestart: Boolean): String;
begin
  Result := '';
  if IsRunning and HasParameter('/CLOSE') then
    CloseConsoles;
  while IsRunning and not WizardSilent do
    if MsgBox(CustomMessage('StillRunning'), mbError, MB_OKCANCEL) <> IDOK then
      Break;
  if IsRunning then
    Result := CustomMessage('RunningSilently');
end;

function InitializeUninstall: Boolean;
begin
  Result := True;
  if IsRunning and HasParameter('/CLOSE') then
    CloseConsoles;
  while Result and IsRunning do
    if UninstallSilent then
    begin
      Log(CustomMessage('RunningSilently'));
      Result := False;
    end
    else
      Result := MsgBox(CustomMessage('StillRunning'), mbError, MB_OKCANCEL) = IDOK;
end;

{ The history of the user who removes the program: kept, unless asked for. Silent: /REMOVEDATA. Presets go with it
  when they were installed for all users: /REMOVEPRESETS. }
procedure CurUninstallStepChanged(CurUninstallStep: TUninstallStep);
var
  Data: String;
  Remove: Boolean;
begin
  if CurUninstallStep <> usPostUninstall then
    Exit;
  Data := ExpandConstant('{#DataFolder}');
  if DirExists(Data) then
  begin
    if UninstallSilent then
      Remove := HasParameter('/REMOVEDATA')
    else
      Remove := MsgBox(FmtMessage(CustomMessage('RemoveData'), [Data]), mbConfirmation, MB_YESNO or MB_DEFBUTTON2) = IDYES;
    if Remove then
      DelTree(Data, True, True, True);
  end;
  if IsAdminInstallMode and HasParameter('/REMOVEPRESETS') then
    DelTree(ExpandConstant('{#SiteFolder}'), True, True, True);
end;
