import type { CalendarOptions } from '@fullcalendar/react';
import classes from './calendar-look.module.css';

const named = (...names: readonly (string | false | undefined)[]): string => names.filter(Boolean).join(' ');

const dayClass = (info: { isToday: boolean; isOther?: boolean }): string =>
  named(classes.cell, info.isToday && classes.today, info.isOther && classes.other);

const slotClass = (info: { isMinor: boolean }): string => named(classes.slot, info.isMinor && classes.minor);

/** How the calendar looks: FullCalendar brings structure and behaviour, every visible line of it is ours. */
export const calendarLook: CalendarOptions = {
  className: classes.calendar,
  viewClass: classes.view,
  borderless: true,

  eventClass: (info) => named(classes.event, info.isPast && classes.past, info.isDragging && classes.dragging),
  listItemEventClass: classes.line,
  listItemEventInnerClass: classes.lineInner,
  blockEventClass: classes.block,
  blockEventInnerClass: classes.blockInner,
  rowEventClass: classes.row,
  rowEventBeforeClass: (info) => named(info.isStartResizable && classes.resizeStart),
  rowEventAfterClass: (info) => named(info.isEndResizable && classes.resizeEnd),
  columnEventClass: classes.column,
  columnEventInnerClass: classes.columnInner,
  columnEventBeforeClass: (info) => named(info.isStartResizable && classes.resizeTop),
  columnEventAfterClass: (info) => named(info.isEndResizable && classes.resizeBottom),

  moreLinkClass: classes.more,
  columnMoreLinkClass: classes.columnMore,
  dayHeaderAlign: 'start',
  dayHeaderClass: (info) => named(classes.dayHeader, info.isToday && classes.todayHeader),
  dayHeaderInnerClass: classes.dayHeaderInner,
  dayHeaderRowClass: classes.headerRow,
  dayHeaderDividerClass: classes.headerDivider,
  tableHeaderClass: classes.tableHeader,
  fillerClass: classes.filler,

  dayRowClass: classes.dayRow,
  dayCellClass: dayClass,
  dayCellTopClass: classes.cellTop,
  dayCellTopInnerClass: (info) =>
    named(classes.dayNumber, info.isToday && classes.todayNumber, info.isOther && classes.otherNumber),
  dayLaneClass: dayClass,
  dayLaneInnerClass: classes.laneInner,
  slotLaneClass: slotClass,
  slotHeaderClass: slotClass,
  slotHeaderInnerClass: classes.slotText,
  slotHeaderRowClass: classes.slotRow,
  slotHeaderDividerClass: classes.slotDivider,
  slotHeaderAlign: 'end',
  nowIndicatorLineClass: classes.now,
  nowIndicatorHeaderClass: classes.nowDot,
  nonBusinessHoursClass: classes.offHours,
  highlightClass: classes.highlight,
  navLinkClass: classes.navLink,

  popoverClass: classes.popover,
  popoverCloseClass: classes.popoverClose,
  popoverCloseContent: '×',

  listDayClass: classes.listDay,
  listDayHeaderClass: (info) => named(classes.listHeader, info.isToday && classes.listToday),
  listDayHeaderInnerClass: (info) => (info.level === 0 ? classes.listWeekday : classes.listDate),
  listDayBodyClass: classes.listBody,
};
