Attribute VB_Name = "modReporting"
Option Explicit
Private Const SHEET_PW As String = "⟦controlling⟧"
Private Const DB_SERVER As String = "SQLRPT01\REPORTS"
Private Const cdoUrl As String = "http://schemas.microsoft.com/cdo/configuration/"

Public Sub RefreshAll()
    Dim cn As Object, rs As Object
    Set cn = CreateObject("ADODB.Connection")
    cn.Open "Provider=MSOLEDBSQL;Server=" & DB_SERVER & ";Database=Controlling;User ID=xl_report;Password=⟦Abschluss_Q4!⟧;Encrypt=yes;"
    Set rs = cn.Execute("SELECT Kostenstelle, Betrag, PasswortStatus FROM dbo.vMonat")
    ThisWorkbook.Unprotect Password:="⟦m3ister⟧"
    Worksheets("Daten").Unprotect SHEET_PW
    Worksheets("Daten").Range("A2").CopyFromRecordset rs
    Worksheets("Daten").Protect Password:=SHEET_PW, UserInterfaceOnly:=True
    cn.Close
    SendMail "report@kessler-bau.example"
End Sub

Private Sub SendMail(ByVal sTo As String)
    Dim m As Object: Set m = CreateObject("CDO.Message")
    With m.Configuration.Fields
        .Item(cdoUrl & "smtpserver") = "smtp.gmail.com"
        .Item(cdoUrl & "smtpauthenticate") = 1
        .Item(cdoUrl & "sendusername") = "kesslerbau.reports@gmail.com"
        .Item(cdoUrl & "sendpassword") = "⟦qxvd hzmo wtea ylkr⟧"
        .Update
    End With
    m.To = sTo
    If InputBox("Kennwort für den Versand?") = "" Then Exit Sub
    m.Send
End Sub
